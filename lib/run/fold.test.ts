import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoggedEvent, StreamEvent, StreamEventName } from '@/lib/protocol/event'
import { messageStatuses, runStatuses, stepStatuses } from '@/lib/protocol/status'
import { byId, mapById } from './by-id'
import { emptyView, fold } from './fold'
import {
  callOf,
  createLog,
  messageOf,
  messageStepOf,
  openCalls,
  openMessage,
  runOf,
  start,
  START,
  textRun,
  toolRun,
  toolStepOf,
} from './testing/log'

const seen = (events: readonly LoggedEvent[]) => fold(emptyView, events)

describe('fold, event by event', () => {
  const cases: StreamEvent[] = [
    {
      event: 'thread.created',
      data: { id: 'thread_1', object: 'thread', created_at: 1, tool_resources: {}, metadata: {} },
    },
    ...(['created', ...runStatuses] as const).map((status): StreamEvent => ({
      event: `thread.run.${status}`,
      data: runOf({ status: status === 'created' ? 'queued' : status }),
    })),
    ...(['created', ...stepStatuses] as const).map((status): StreamEvent => ({
      event: `thread.run.step.${status}`,
      data: messageStepOf('step_1', 'msg_1', { status: status === 'created' ? 'in_progress' : status }),
    })),
    ...(['created', ...messageStatuses] as const).map((status): StreamEvent => ({
      event: `thread.message.${status}`,
      data: messageOf('msg_1', 'text', { status: status === 'created' ? 'in_progress' : status }),
    })),
    { event: 'error', data: { error: { message: 'broken', type: 'server_error', param: null, code: null } } },
  ]

  it.each(cases.map((event) => [event.event, event] as const))('%s puts its object', (_, event) => {
    const view = seen([{ ...event, seq: 1, at: START, source: 'engine' }])
    const error = view.error && { error: view.error }
    const everything: unknown[] = [view.run, view.thread, ...view.steps, ...view.messages, error]
    expect(everything.filter(Boolean)).toEqual([event.data])
    expect(view.log).toMatchObject([{ seq: 1, lastSeq: 1, at: START, event: event.event, count: 1 }])
  })

  it('has a case for every name but the deltas', () => {
    const deltas: StreamEventName[] = ['thread.message.delta', 'thread.run.step.delta']
    expect(new Set([...cases.map(({ event }) => event), ...deltas]).size).toBe(24)
  })

  it('patches with deltas, and lets the completed object replace what they built', () => {
    const events = textRun(['a', 'b'])
    const beforeEnd = seen(events.filter(({ event }) => !event.endsWith('.completed')))
    expect(beforeEnd.messages[0]?.content).toEqual([{ type: 'text', text: { value: 'ab', annotations: [] } }])
    expect(seen(events).messages).toEqual([messageOf('msg_1', 'ab')])
  })

  it('ignores a delta for what it never saw, and an object it does not know', () => {
    const log = createLog()
    log.text('msg_9', 'lost')
    const unknown = { ...toolStepOf('step_1', []), object: 'something.new' }
    log.add({ event: 'thread.run.step.created', data: unknown } as never)
    expect(seen(log.events)).toMatchObject({ messages: [], steps: [], lastSeq: 2 })
  })
})

describe('what a fold remembers beside the objects', () => {
  it('stages: one a status, each ending where the next begins', () => {
    const { stages } = seen(toolRun())
    expect(stages.map(({ status }) => status)).toEqual([
      'queued',
      'in_progress',
      'requires_action',
      'queued',
      'in_progress',
      'completed',
    ])
    stages.slice(1).forEach((stage, index) => expect(stages[index]?.to).toBe(stage.from))
    expect(stages.at(-1)?.to).toBeNull()
    expect(stages[3]!.from - stages[2]!.from).toBe(60_000)
  })

  it('spans of steps, messages and calls, in our own milliseconds', () => {
    const { spans, stages } = seen(toolRun())
    expect(byId(spans, 'call_1')!.from).toBeLessThan(byId(spans, 'call_2')!.from)
    expect(byId(spans, 'call_1')!.to).toBe(stages[3]!.from)
    expect(byId(spans, 'step_1')!.to).toBe(stages[3]!.from)
    expect([...mapById(spans).keys()].sort()).toEqual(['call_1', 'call_2', 'msg_1', 'step_1', 'step_2'])
  })

  it('leaves the span of what is underway open', () => {
    const { spans } = seen(toolRun({ until: 'requires_action' }))
    expect([byId(spans, 'step_1')!.to, byId(spans, 'call_1')!.to]).toEqual([null, null])
  })

  it('keeps times in the order of the log when the clock was set back', () => {
    const log = createLog()
    start(log)
    log.run('failed', {}, -5_000)
    expect(seen(log.events).stages.map(({ from, to }) => [from - START, to && to - START])).toEqual([
      [0, 100],
      [100, 100],
      [100, null],
    ])
  })

  it('one line of the log for consecutive deltas of one object', () => {
    const line = seen(textRun(['a', 'b', 'c'])).log.find(({ event }) => event === 'thread.message.delta')
    const lastDelta = { delta: { content: [{ text: { value: 'c' } }] } }
    expect(line).toMatchObject({ count: 3, objectId: 'msg_1', data: lastDelta })
    expect([line!.lastSeq - line!.seq, line!.lastAt - line!.at]).toEqual([2, 100])
  })

  it('a line of its own for deltas of another object', () => {
    const log = createLog()
    for (const id of ['msg_1', 'msg_2', 'msg_1']) log.text(id, 'x')
    expect(seen(log.events).log.map(({ objectId }) => objectId)).toEqual(['msg_1', 'msg_2', 'msg_1'])
  })
})

describe('fold as a function of the log', () => {
  const logs = fc.constantFrom(textRun(), toolRun(), toolRun({ until: 'requires_action' }))

  it('does not care how the log is cut into batches', () => {
    fc.assert(
      fc.property(logs, fc.array(fc.integer({ min: 1, max: 9 })), (events, sizes) => {
        let view = emptyView
        let rest = events
        for (const size of sizes) {
          view = fold(view, rest.slice(0, size))
          rest = rest.slice(size)
        }
        expect(fold(view, rest)).toEqual(seen(events))
      }),
    )
  })

  it('is not changed by a replay of any part of what it has seen', () => {
    fc.assert(
      fc.property(logs, fc.nat(), fc.nat(), (events, from, upTo) => {
        const view = seen(events)
        const part = events.slice(from % events.length, upTo % (events.length + 1))
        expect(fold(view, part)).toBe(view)
      }),
    )
  })

  it('joins a replay that overlaps with what is new', () => {
    fc.assert(
      fc.property(logs, fc.nat(), fc.nat(), (events, known, back) => {
        const view = seen(events.slice(0, known % (events.length + 1)))
        const from = Math.max(0, view.lastSeq - (back % 5))
        expect(fold(view, events.slice(from))).toEqual(seen(events))
      }),
    )
  })

  it('leaves the view it was given as it was', () => {
    const events = toolRun()
    const view = seen(events.slice(0, 10))
    const copy = structuredClone(view)
    fold(view, events)
    expect(view).toEqual(copy)
  })

  it('keeps what an event does not touch', () => {
    const log = createLog()
    start(log)
    openMessage(log, { step: 'step_1', message: 'msg_1' }, ['a'])
    const before = seen(log.events)
    log.text('msg_1', 'b')
    const after = fold(before, log.events)
    expect(after.run).toBe(before.run)
    expect(after.steps[0]).toBe(before.steps[0])
    expect(after.messages[0]).not.toBe(before.messages[0])
  })

  it('reads each of 10,000 events a fixed number of times', () => {
    const reads = (count: number) => {
      let total = 0
      const counted = textRun(Array.from({ length: count }, () => 'x')).map(
        (event) =>
          new Proxy(event, {
            get: (target, key, receiver) => (total++, Reflect.get(target, key, receiver)),
          }),
      )
      seen(counted)
      return total
    }
    expect(reads(10_000)).toBeLessThan(reads(1_000) * 10.5)
  })
})

describe('a run of many rounds', () => {
  /** A call in each, its output, what it cost, and a rule that has answered it. */
  const rounds = (count: number) => {
    const log = createLog()
    start(log)
    for (let round = 0; round < count; round += 1) {
      const [step, call] = [`step_${round}`, callOf(`call_${round}`, 'sunny')]
      openCalls(log, step, [call])
      const about = { step_id: step, cached_tokens: 1, reasoning_tokens: null, cost: { currency: 'USD', amount: '1' } }
      addOwn(log, { object: 'playground.turn.counted', ...about })
      const answered = { call_id: call.id, function: 'get_weather', status: 'answered', rule: null } as const
      addOwn(log, { object: 'playground.responder.told', ...answered })
      log.add({ event: 'thread.run.step.completed', data: toolStepOf(step, [call], { status: 'completed' }) })
    }
    return log.events
  }
  const addOwn = ({ add }: ReturnType<typeof createLog>, data: { readonly object: string }) =>
    add({ event: data.object, data } as never)

  /** The view before the last round, and the events of that. */
  const beforeLast = (events: readonly LoggedEvent[]) => {
    const begin = events.findLastIndex(({ event }) => event === 'thread.run.step.created')
    return { before: seen(events.slice(0, begin)), last: events.slice(begin) }
  }

  it('has its last round folded without a look at the others', () => {
    const reads = (count: number) => {
      let total = 0
      const counted = rounds(count).map(
        (event) =>
          ({
            ...event,
            data: new Proxy(event.data, {
              get: (target, key, receiver) => (total++, Reflect.get(target, key, receiver)),
            }),
          }) as LoggedEvent,
      )
      const { before, last } = beforeLast(counted)
      total = 0
      fold(before, last)
      return total
    }
    expect(reads(1_000)).toBeLessThan(reads(100) * 1.1)
  })

  it('has no more made anew for its last round, but for lists', () => {
    const made = (count: number) => {
      const { before, last } = beforeLast(rounds(count))
      const known = objectsIn(before)
      const anew = [...objectsIn(fold(before, last))].filter((object) => !known.has(object) && !Array.isArray(object))
      return anew.reduce((sum, object) => sum + Object.keys(object).length, 0)
    }
    // Ids share blocks, which may be emptier or fuller.
    expect(made(1_000)).toBeLessThan(made(100) * 2)
  })

  const objectsIn = (value: unknown, found = new Set<object>()): ReadonlySet<object> => {
    if (typeof value !== 'object' || value === null || found.has(value)) return found
    found.add(value)
    for (const part of Object.values(value)) objectsIn(part, found)
    return found
  }
})

describe('what a poll found out', () => {
  it('has its window; one of an earlier version, that did not record when the poll before was sent, has none', () => {
    const log = createLog()
    start(log)
    log.run('completed', {}, 26_000)
    const before = log.events.slice(0, -1)
    const end = log.events.at(-1)!
    const polled = { ...end, source: 'poll' } as const
    expect(fold(emptyView, [...before, end]).windows).toEqual([])
    expect(fold(emptyView, [...before, polled]).windows).toEqual([{ notBefore: null, at: end.at }])
    const notBefore = end.at - 1_000
    expect(fold(emptyView, [...before, { ...polled, notBefore }]).windows).toEqual([{ notBefore, at: end.at }])
  })
})

describe('a run at rest', () => {
  it('stays as it rests, though an observer is told that it moves again: that stands in the log alone', () => {
    const log = createLog()
    start(log)
    log.run('completed')
    const rested = fold(emptyView, log.events)
    log.run('in_progress')
    const { run, stages, log: lines } = fold(emptyView, log.events)
    expect(run).toEqual(rested.run)
    expect(stages).toEqual(rested.stages)
    expect(lines.at(-1)?.event).toBe('thread.run.in_progress')
  })
})
