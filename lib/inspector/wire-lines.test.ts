import { describe, expect, it } from 'vitest'
import type { ListedExchange } from '@/lib/protocol/exchange'
import { emptyView, fold } from '@/lib/run/fold'
import { START, textRun, toolRun } from '@/lib/run/testing/log'
import { exchangeKeyOf, pathInShort, wireCountsOf, wireLinesOf, type WireLine } from './wire-lines'
import { aboutOf, namedIn } from './wire-selection'

const events = toolRun()
const view = fold(emptyView, events)
const all = { hidden: [], deltas: 'each' } as const

const exchangeOf = (afterMs: number, more: Partial<ListedExchange> = {}): ListedExchange => ({
  number: afterMs + 1,
  at_ms: START + afterMs,
  asked_by: 'client',
  method: 'POST',
  path: '/threads/thread_1/runs',
  request: { bytes: 20, is_cut: false },
  answer: { bytes: 30, is_cut: false, status: 200, head_ms: START + afterMs + 1, end_ms: START + afterMs + 2 },
  failure: null,
  names: [],
  ...more,
})

const keysOf = (lines: readonly WireLine[]) => lines.map(({ key }) => key)
const refused = (afterMs: number) => {
  const { answer, ...rest } = exchangeOf(afterMs)
  return { ...rest, answer: answer && { ...answer, status: 400 } }
}

describe('wireLinesOf', () => {
  it('puts what was asked and answered where it happened among the frames, and keeps the order of the log', () => {
    const late = exchangeOf(9_000_000)
    const lines = wireLinesOf(events, [late, exchangeOf(0)], all)
    expect(keysOf(lines).slice(0, 4)).toEqual(['request-1', '1', '2', 'answer-1'])
    expect(keysOf(lines).slice(-2)).toEqual(['request-9000001', 'answer-9000001'])
    expect(keysOf(lines).filter((key) => /^\d/.test(key))).toEqual(events.map(({ seq }) => String(seq)))
  })

  it('has no answer of what is underway, and one without a status of what broke off', () => {
    expect(keysOf(wireLinesOf([], [exchangeOf(5, { answer: null })], all))).toEqual(['request-6'])
    const broken = exchangeOf(5, { answer: null, failure: 'It broke off.' })
    expect(keysOf(wireLinesOf([], [broken], all))).toEqual(['request-6', 'answer-6'])
  })

  it('joins deltas around what was asked meanwhile', () => {
    const log = textRun(['a', 'b', 'c', 'd'])
    const deltas = log.filter(({ event }) => event === 'thread.message.delta')
    const cancel = exchangeOf(deltas[2]!.at - START, { answer: null })
    const hidden = ['run', 'step', 'message'] as const
    const counts = (lines: readonly WireLine[]) =>
      lines.map((line) => (line.kind === 'frames' ? line.line.events.length : 0))
    expect(counts(wireLinesOf(log, [cancel], { hidden, deltas: 'joined' }))).toEqual([2, 0, 2])
    expect(counts(wireLinesOf(log, [cancel], { hidden: [...hidden, 'request'], deltas: 'joined' }))).toEqual([4])
  })

  it('hides refusals with the errors, and the rest with the requests', () => {
    const exchanges = [exchangeOf(0), refused(10)]
    const shown = (hidden: Parameters<typeof wireLinesOf>[2]['hidden']) =>
      keysOf(wireLinesOf([], exchanges, { ...all, hidden }))
    expect(shown(['error'])).toEqual(['request-1', 'answer-1', 'request-11'])
    expect(shown(['request'])).toEqual(['answer-11'])
    expect(wireCountsOf(events, exchanges)).toMatchObject({ request: 2, error: 1 })
  })

  it('takes 20,000 frames and 1,000 exchanges at once', () => {
    const log = Array.from({ length: 20_000 }, (_, index) => ({ ...events[0]!, seq: index + 1, at: START + index }))
    const exchanges = Array.from({ length: 1_000 }, (_, index) => exchangeOf(index * 20))
    expect(wireLinesOf(log, exchanges, all)).toHaveLength(22_000)
  })
})

it.each([
  ['/threads/thread_1/runs', '/threads/…/runs'],
  ['/threads/thread_1/runs/run_1', '/threads/…/runs/…'],
  ['/threads/thread_1/runs/run_1/steps?limit=5', '/threads/…/runs/…/steps?limit=5'],
  ['/threads/runs', '/threads/runs'],
  ['/threads/runs?api-version=v1', '/threads/runs?api-version=v1'],
])('pathInShort leaves out of %s what is the same in all', (path, short) => {
  expect(pathInShort(path)).toBe(short)
})

it('exchangeKeyOf reads an address', () => {
  expect(exchangeKeyOf('request-12')).toEqual({ kind: 'request', number: 12 })
  expect(exchangeKeyOf('answer-7')).toEqual({ kind: 'answer', number: 7 })
  for (const odd of ['', '12', 'request-', 'answer-x']) expect(exchangeKeyOf(odd)).toBeUndefined()
})

describe('aboutOf', () => {
  const outputs = exchangeOf(200, { names: ['call_1', 'call_2'] })
  const lines = wireLinesOf(events, [exchangeOf(0), outputs], all)
  const about = (id: string) => lines.filter(aboutOf(view, id)!)
  const framesOf = (id: string) => about(id).flatMap((line) => (line.kind === 'frames' ? line.line.events : []))

  it('is the frames of a step with its message, and the requests that name it', () => {
    const said = new Set(framesOf('step_2').map(({ event }) => event))
    expect(said).toContain('thread.message.delta')
    expect(said).toContain('thread.run.step.completed')
    expect(keysOf(about('step_1'))).toEqual(expect.arrayContaining(['request-201', 'answer-201']))
    expect(keysOf(about('step_2'))).not.toContain('request-201')
  })

  it('is of a call only its own deltas', () => {
    const deltas = (id: string) => framesOf(id).filter(({ event }) => event === 'thread.run.step.delta')
    const [one, two, both] = [deltas('call_1'), deltas('call_2'), deltas('step_1')]
    expect(one.length).toBeGreaterThan(0)
    expect(two.length).toBeGreaterThan(0)
    expect(new Set([...one, ...two])).toEqual(new Set(both))
    expect(one.filter((event) => two.includes(event))).toEqual([])
    expect(keysOf(about('call_2'))).toContain('request-201')
  })

  it('is nothing for the run as a whole', () => {
    expect(aboutOf(view, 'run_1')).toBeUndefined()
  })
})

it('namedIn finds what a request names, if it is of this run', () => {
  expect(namedIn(view, ['call_other', 'call_2'])).toBe('call_2')
  expect(namedIn(view, ['call_other'])).toBe('')
})
