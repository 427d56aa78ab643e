import { expect, test } from 'vitest'
import { takeOverConsole } from './log'

function consoleOf() {
  const said: string[] = []
  const say = (...words: unknown[]) => void said.push(words.map(String).join(' '))
  return { said, console: { log: say, info: say, warn: say, error: say } }
}

function outputs() {
  const out: string[] = []
  const error: string[] = []
  const now = () => new Date(0)
  return {
    out,
    error,
    to: { out: (text: string) => void out.push(text), error: (text: string) => void error.push(text), now },
  }
}

test('as text everything is said as before, and errors are counted', () => {
  const [{ said, console }, { out, to }] = [consoleOf(), outputs()]
  const log = takeOverConsole('text', console, to)
  console.log('Ready')
  console.error('A request failed.', new Error('why'))
  log.line('request', { status: 200 })
  expect(said).toEqual(['Ready', 'A request failed. Error: why'])
  expect(out).toEqual([])
  expect(log.errors()).toBe(1)
})

test('as JSON each line is one object, errors beside their message', () => {
  const [{ said, console }, { out, error, to }] = [consoleOf(), outputs()]
  const log = takeOverConsole('json', console, to)
  console.log('Ready on %s', 'http://127.0.0.1')
  console.error('A request\nfailed.', new Error('why', { cause: new TypeError('deeper') }))
  log.line('request', { request_id: 'req_1', status: 200 })
  expect(said).toEqual([])
  const time = '1970-01-01T00:00:00.000Z'
  expect(out.map((line) => JSON.parse(line) as object)).toEqual([
    { time, level: 'info', message: 'Ready on http://127.0.0.1' },
    { time, level: 'info', message: 'request', request_id: 'req_1', status: 200 },
  ])
  expect(error).toHaveLength(1)
  expect(JSON.parse(error[0] ?? '')).toMatchObject({
    ...{ level: 'error', message: 'A request\nfailed.' },
    error: { name: 'Error', message: 'why', cause: { name: 'TypeError', message: 'deeper' } },
  })
})
