import { expect, test } from 'vitest'
import { failureLine } from './failure-line'
import { StartError } from './start-error'

test.each([
  [new StartError('Port 80 is taken.', { cause: new Error('inner') }), 'Port 80 is taken.'],
  [new Error('no pages', { cause: new Error('no BUILD_ID') }), 'The server cannot start: no pages: no BUILD_ID'],
  [new Error('one\n  and two'), 'The server cannot start: one and two'],
  [new Error('at http://me:secret@host/v1'), 'The server cannot start: at http://…@host/v1'],
  [new Error('a', { cause: new Error('mongodb://u:secret@h') }), 'The server cannot start: a: mongodb://…@h'],
  ['a text', 'The server cannot start: a text'],
  [undefined, 'The server cannot start: no reason was given.'],
])('%s', (error, line) => expect(failureLine(error)).toBe(line))

test('too few descriptors are named, wherever in the causes they are', () => {
  const cause = Object.assign(new Error('open failed'), { code: 'EMFILE' })
  expect(failureLine(new StartError('The data folder cannot be written to.', { cause }))).toMatch(/ulimit -n/)
  expect(failureLine(new Error("EMFILE: too many open files, open 'a'"))).toMatch(/ulimit -n/)
})

test('a ring of causes ends', () => {
  const error = new Error('round')
  error.cause = error
  expect(failureLine(error)).toBe('The server cannot start: round')
})
