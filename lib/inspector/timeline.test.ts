import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold } from '@/lib/run/fold'
import { lifecycleOf } from './lifecycle'
import { timelineOf } from './timeline'
import {
  asked,
  callOf,
  createLog,
  messageOf,
  messageStepOf,
  openCalls,
  openMessage,
  START,
  start,
  textRun,
  toolRun,
  toolStepOf,
} from '@/lib/run/testing/log'

const rowsAt = (events: readonly LoggedEvent[], now = START + 1_000_000) => timelineOf(fold(emptyView, events), now)
const told = (rows: ReturnType<typeof rowsAt>) =>
  rows.map(({ id, bars }) => [id, ...bars.map(({ kind, from, to }) => `${kind} ${from - START}–${to - START}`)])

describe('rows', () => {
  it('of a text run: one step, that thought and then wrote', () => {
    expect(told(rowsAt(textRun()))).toEqual([['step_1', 'thinking 100–350', 'message 350–510']])
  })

  it('of a run with calls: a row a step, a row a call under it, waiting apart from writing', () => {
    const rows = rowsAt(toolRun())
    expect(rows.map(({ id, parentId, type, name }) => [id, parentId, type, name])).toEqual([
      ['step_1', null, 'tool_calls', null],
      ['call_1', 'step_1', 'function', 'get_weather'],
      ['call_2', 'step_1', 'function', 'get_weather'],
      ['step_2', null, 'message_creation', null],
    ])
    expect(told(rows)).toEqual([
      ['step_1', 'thinking 100–320', 'arguments 320–510', 'waiting 510–60510'],
      ['call_1', 'arguments 320–420', 'waiting 510–60510'],
      ['call_2', 'arguments 420–510', 'waiting 510–60510'],
      ['step_2', 'thinking 60540–60790', 'message 60790–60900'],
    ])
  })

  it('grow while they live and stand still at rest', () => {
    const waiting = toolRun({ until: 'requires_action' })
    const at = waiting.at(-1)!.at
    for (const row of rowsAt(waiting, at + 700)) {
      expect(row).toMatchObject({ isLive: true, to: at + 700 })
      expect(row.bars.at(-1)).toMatchObject({ kind: 'waiting', from: at, to: at + 700, isLive: true })
    }
    expect(rowsAt(toolRun()).some((row) => row.isLive || row.bars.some((bar) => bar.isLive))).toBe(false)
  })

  it('say that the model has been asked before it answers, also after outputs', () => {
    const log = createLog()
    expect(rowsAt(log.events)).toEqual([])
    start(log)
    expect(told(rowsAt(log.events.slice(0, 2)))).toEqual([])
    expect(told(rowsAt(log.events, START + 600))).toEqual([['run_1', 'thinking 100–600']])
    const whole = toolRun()
    const resumed = whole.slice(
      0,
      whole.findIndex(({ data }) => 'id' in data && data.id === 'step_2'),
    )
    expect(told(rowsAt(resumed, START + 60_700)).at(-1)).toEqual(['run_1', 'thinking 60540–60700'])
  })

  it('close what was left open when the run ended', () => {
    const log = createLog()
    start(log)
    openCalls(log, 'step_1', [callOf('call_1')])
    log.run('failed', { last_error: { code: 'server_error', message: 'gone' } })
    const end = log.events.at(-1)!.at
    for (const row of rowsAt(log.events)) expect(row).toMatchObject({ to: end, isLive: false })
  })

  it('call a step that was only seen finished writing, not thinking', () => {
    const log = createLog()
    start(log)
    log.add({ event: 'thread.message.completed', data: messageOf('msg_1', 'whole') })
    log.add({ event: 'thread.run.step.completed', data: messageStepOf('step_1', 'msg_1', { status: 'completed' }) })
    expect(rowsAt(log.events)[0]?.bars.map(({ kind }) => kind)).toEqual(['thinking', 'message'])
  })

  it('call a message that already has text writing, though no delta of it was seen', () => {
    const log = createLog()
    start(log)
    log.add({ event: 'thread.run.step.in_progress', data: messageStepOf('step_1', 'msg_1') })
    log.add({ event: 'thread.message.in_progress', data: { ...messageOf('msg_1', 'half'), status: 'in_progress' } })
    expect(rowsAt(log.events)[0]?.bars.at(-1)).toMatchObject({ kind: 'message' })
  })

  it('name hosted tools for what they are', () => {
    const log = createLog()
    start(log)
    const call = { id: 'call_1', type: 'code_interpreter' as const, code_interpreter: { input: '1', outputs: [] } }
    const details = { type: 'tool_calls' as const, tool_calls: [call] }
    log.add({ event: 'thread.run.step.in_progress', data: toolStepOf('step_1', [], { step_details: details }) })
    expect(rowsAt(log.events).map(({ type, bars }) => [type, bars.at(-1)?.kind])).toEqual([
      ['tool_calls', 'tool'],
      ['code_interpreter', 'tool'],
    ])
  })
})

describe('rows tell', () => {
  it('what a call was made with, and what cut a message off', () => {
    expect(rowsAt(toolRun()).map(({ input }) => input)).toEqual([null, '上海', '上海', null])
    const log = createLog()
    start(log)
    openMessage(log, { step: 'step_1', message: 'msg_1' }, ['a'])
    const cut = { status: 'incomplete', incomplete_details: { reason: 'run_cancelled' } } as const
    log.add({ event: 'thread.message.incomplete', data: messageOf('msg_1', 'a', cut) })
    log.add({ event: 'thread.run.step.completed', data: messageStepOf('step_1', 'msg_1', { status: 'completed' }) })
    expect(rowsAt(log.events)[0]).toMatchObject({ status: 'completed', cutBy: 'cancelled' })
  })

  it('which of their ends were found out by asking', () => {
    const whole = toolRun()
    const from = whole.findIndex(({ event }) => event === 'thread.run.step.completed')
    const rows = rowsAt(whole.map((event, index) => (index >= from ? asked(event) : event)))
    expect(rows.map(({ softness }) => softness)).toEqual(['to', 'to', 'to', 'both'])
    expect(rows[0]?.bars.map(({ softness }) => softness)).toEqual(['none', 'none', 'to'])
  })

  it('in which window, where it is known, and not where all of it passed before anybody watched', () => {
    const whole = toolRun({ until: 'requires_action' })
    const waiting = whole.at(-1)!
    const found = whole.map((event) => ({ ...asked(event), at: waiting.at, notBefore: START }))
    const rows = rowsAt(found, waiting.at + 100)
    expect(rows[0]?.bars).toMatchObject([
      { kind: 'arguments', fromNotBefore: null, toNotBefore: null },
      { kind: 'waiting', from: waiting.at, fromNotBefore: START },
    ])
    const first = found.slice(found.findIndex(({ event }) => event === 'thread.run.in_progress'))
    const unwatched = rowsAt(
      first.map((event, index) => ({ ...event, seq: index + 1 })),
      waiting.at + 100,
    )
    expect(unwatched[0]?.bars.at(-1)).toMatchObject({ kind: 'waiting', softness: 'from', fromNotBefore: null })
  })
})

describe('an unchanged row is the same object', () => {
  it('at rest, all of them, whatever the clock says', () => {
    const view = fold(emptyView, toolRun())
    const rows = timelineOf(view, START + 1e6)
    timelineOf(view, START + 2e6, rows).forEach((row, index) => expect(row).toBe(rows[index]))
  })

  it('while a later step is being written, the earlier ones', () => {
    const unfinished = toolRun().slice(0, -3)
    const first = timelineOf(fold(emptyView, unfinished), START + 70_000)
    const again = timelineOf(fold(emptyView, unfinished), START + 70_500, first)
    expect(again.map((row, index) => row === first[index])).toEqual([true, true, true, false])
  })
})

/** Runs of every kind, cut anywhere, with any pauses between their events, some of them of a clock set back. */
const anyLog = fc
  .tuple(
    fc.constantFrom(textRun(), toolRun(), failedRun()),
    fc.nat(100),
    fc.array(fc.integer({ min: -1_000, max: 100_000 }), { minLength: 60, maxLength: 60 }),
  )
  .map(([events, cut, pauses]) => {
    let at = START
    return events
      .slice(0, cut % (events.length + 1))
      .map((event, index) => ({ ...event, at: (at += pauses[index % 60]!) }))
  })

describe('geometry', () => {
  it('keeps every bar inside its row, its parent and the life of the run, and none negative', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: -10_000, max: 10_000_000 }), (events, later) => {
        const view = fold(emptyView, events)
        const life = lifecycleOf(view, START + later)
        const rows = timelineOf(view, START + later)
        for (const row of rows) {
          const parent = rows.find(({ id }) => id === row.parentId) ?? life
          expectInside(row, parent)
          row.bars.forEach((bar, index) => {
            expectInside(bar, row)
            expect(bar.from).toBeGreaterThanOrEqual(row.bars[index - 1]?.to ?? bar.from)
          })
        }
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
      }),
    )
  })

  it('looks at each line of a log of 10,000 events a fixed number of times', () => {
    const looks = (count: number) => {
      const log = createLog()
      start(log)
      for (let step = 0; step < count / 5; step++) {
        openMessage(log, { step: `step_${step}`, message: `msg_${step}` }, ['x'])
      }
      const view = fold(emptyView, log.events)
      const counted = { total: 0 }
      timelineOf({ ...view, log: counting(view.log, counted), steps: counting(view.steps, counted) }, START + 1e9)
      return counted.total
    }
    expect(looks(10_000)).toBeLessThan(looks(1_000) * 10.5)
  })
})

function expectInside(inner: { from: number; to: number }, outer: { from: number; to: number }) {
  expect(inner.to).toBeGreaterThanOrEqual(inner.from)
  expect(inner.from).toBeGreaterThanOrEqual(outer.from)
  expect(inner.to).toBeLessThanOrEqual(outer.to)
}

function counting<T extends object>(list: readonly T[], counted: { total: number }): readonly T[] {
  return new Proxy(list, { get: (target, key, receiver) => (counted.total++, Reflect.get(target, key, receiver)) })
}

function failedRun() {
  const log = createLog()
  start(log)
  openMessage(log, { step: 'step_1', message: 'msg_1' }, ['a', 'b'])
  log.run('failed', { last_error: { code: 'rate_limit_exceeded', message: 'slow down' } })
  return log.events
}
