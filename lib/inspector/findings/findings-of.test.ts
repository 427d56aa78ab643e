import { describe, expect, it } from 'vitest'
import type { LoggedEvent, ResponderTold, StreamEvent } from '@/lib/protocol/event'
import type { LastError, Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import {
  asked,
  callOf,
  createLog,
  messageStepOf,
  openCalls,
  openMessage,
  ruleTold,
  runOf,
  START,
  start,
  textRun,
  toolRun,
  toolStepOf,
} from '@/lib/run/testing/log'
import { lifecycleOf } from '../lifecycle'
import { viewOfSnapshot } from '../snapshot'
import type { Around, Facts } from './finding'
import { findingsOf } from './findings-of'
import { mayHaveFindings } from './may-have-findings'

const here: Around = { backend: 'here', unlisted: null, threadGoneMs: null, unanswered: [] }
const elsewhere: Around = { ...here, backend: 'elsewhere' }
const SECONDS = START / 1000

interface Given {
  /** In ms after the last event. */
  readonly afterMs?: number
  readonly around?: Around
}

function factsOf(events: readonly LoggedEvent[], { afterMs = 0, around = here }: Given = {}): Facts {
  const view = fold(emptyView, events)
  const now = (events.at(-1)?.at ?? START) + afterMs
  return { run: view.run!, view, life: lifecycleOf(view, now), now, isLogWhole: true, around }
}

/** What is found, and that the glance which spares most pages the rules does not overlook it. */
function found(facts: Facts) {
  const findings = findingsOf(facts)
  if (findings.length > 0) expect(mayHaveFindings(facts), 'not overlooked').toBe(true)
  return findings
}

const keysOf = (facts: Facts) => found(facts).map(({ key }) => key)

function ended(status: Run['status'], overrides: Partial<Run> = {}, log = createLog()) {
  start(log)
  log.run(status, { started_at: SECONDS, ...overrides })
  return log.events
}

it('finds that a call was required and none was made', () => {
  const choosing = (events: readonly LoggedEvent[], tool_choice: Run['tool_choice']) => {
    const facts = factsOf(events)
    return keysOf({ ...facts, run: { ...facts.run, tool_choice } })
  }
  expect(choosing(textRun(), 'required')).toEqual(['no_call'])
  expect(choosing(textRun(), { type: 'function', function: { name: 'lookup' } })).toEqual(['no_call'])
  expect(choosing(textRun(), 'auto')).toEqual([])
  expect(choosing(toolRun(), 'required')).toEqual([])
})

describe('a run of which there is nothing to say', () => {
  it('has no findings, and nothing is loaded for it', () => {
    for (const facts of [factsOf(textRun()), factsOf(toolRun()), factsOf(createLogOf('queued'), { afterMs: 500 })]) {
      expect(found(facts)).toEqual([])
      expect(mayHaveFindings(facts)).toBe(false)
    }
  })
})

function createLogOf(status: Run['status'], overrides: Partial<Run> = {}) {
  const log = createLog()
  log.add({ event: 'thread.run.created', data: runOf() })
  log.run('queued', {}, 0)
  if (status !== 'queued') log.run('in_progress', {}, 10)
  if (status !== 'queued' && status !== 'in_progress') log.run(status, overrides, 10)
  return log.events
}

describe('how a run ended', () => {
  it('is told by what its error is about, with its words and the event that says so', () => {
    const last_error: LastError = { code: 'server_error', message: 'The model endpoint a:1 could not be reached.' }
    const events = ended('failed', { last_error })
    expect(found(factsOf(events))).toMatchObject([
      {
        key: 'failure.unreachable',
        severity: 'problem',
        said: last_error.message,
        next: ['again', 'models'],
        evidence: [{ seq: events.length, event: 'thread.run.failed' }],
      },
    ])
    expect(found(factsOf(events, { around: elsewhere }))[0]?.next, 'the endpoints are not this server’s').toEqual([
      'again',
    ])
    expect(keysOf(factsOf(ended('failed')))).toEqual(['failure.server_error'])
  })

  it('names the limit it ran into, and the clients that do not expect that', () => {
    const cut = (reason: 'max_completion_tokens' | 'max_prompt_tokens') =>
      found(factsOf(ended('incomplete', { incomplete_details: { reason }, [reason]: 300 })))
    expect(cut('max_completion_tokens')).toMatchObject([
      { key: 'incomplete_output', values: { limit: 300 }, next: ['again_with'] },
      { key: 'incomplete_clients', severity: 'note', next: [] },
    ])
    expect(cut('max_prompt_tokens')[0]).toMatchObject({ key: 'incomplete_input', values: { limit: 300 } })
    expect(keysOf(factsOf(ended('incomplete')))).toEqual(['incomplete_filtered', 'incomplete_clients'])
  })

  it('tells what an expired run was doing', () => {
    const waiting = createLog()
    start(waiting)
    openCalls(waiting, 'step_1', [callOf('call_1')])
    waiting.add({
      event: 'thread.run.step.expired',
      data: toolStepOf('step_1', [callOf('call_1')], { status: 'expired' }),
    })
    waiting.run('expired', { started_at: SECONDS, expires_at: SECONDS + 20 })
    expect(found(factsOf(waiting.events))).toMatchObject([
      { key: 'expired_unanswered', values: { names: ['get_weather'], count: 1, durationMs: 20_000 } },
    ])
    expect(keysOf(factsOf(ended('expired')))).toEqual(['expired'])
    const queued = createLog()
    queued.run('queued')
    queued.run('expired')
    expect(
      keysOf(
        factsOf([{ ...queued.events[0]!, event: 'thread.run.created' } as LoggedEvent, ...queued.events.slice(1)]),
      ),
    ).toEqual(['expired_queued'])
  })

  it.each([
    ['working', undefined, 'expired_rule_working'],
    ['asked', undefined, 'expired_rule_asked'],
    ['failed', 'The server did not answer.', 'expired_rule_failed'],
  ] as const)('tells what a rule was doing when the run expired: %s', (status, failure, key) => {
    const log = createLog()
    start(log)
    openCalls(log, 'step_1', [callOf('call_1')])
    const told: ResponderTold = {
      ...{ object: 'playground.responder.told', call_id: 'call_1', function: 'get_weather', status },
      ...{ rule: { id: 'r1', name: 'Supplier', kind: 'http' }, ...(failure !== undefined && { failure }) },
    }
    log.add({ event: 'playground.responder.told', data: told } as unknown as StreamEvent)
    log.add({ event: 'thread.run.step.expired', data: toolStepOf('step_1', [callOf('call_1')], { status: 'expired' }) })
    log.run('expired')
    const [first, ...others] = found(factsOf(log.events))
    expect(first).toMatchObject({ key, values: { names: ['get_weather'], rule: 'Supplier' } })
    expect(first?.said ?? undefined).toBe(failure)
    expect(others).toEqual([])
  })

  it('says that another run would fail, where no endpoint offers the model any more', () => {
    const around: Around = { ...here, unlisted: 'refused' }
    expect(keysOf(factsOf(textRun(), { around }))).toEqual(['unlisted_model'])
    const last_error: LastError = { code: 'invalid_prompt', message: 'No model endpoint offers the model m.' }
    expect(keysOf(factsOf(ended('failed', { last_error }), { around })), 'told once').toEqual(['failure.unknown_model'])
    expect(keysOf(factsOf(textRun(), { around: { ...here, unlisted: 'passed_on' } }))).toEqual([])
  })

  it('tells a cancelled run', () => {
    const log = createLog()
    start(log)
    log.run('cancelling')
    log.run('cancelled')
    expect(keysOf(factsOf(log.events))).toEqual(['cancelled'])
  })
})

describe('what a run waits for', () => {
  const waiting = toolRun({ until: 'requires_action' })

  it('is a decision where a rule asks first, and nothing of anybody while rules are at work', () => {
    const told = (status: ResponderTold['status']) =>
      factsOf(
        ['call_1', 'call_2']
          .map((call_id) => ({ status, call_id }))
          .reduce(ruleTold, toolRun({ until: 'requires_action' })),
      )
    const values = { names: ['get_weather'], count: 2, rule: 'Weather table' }
    expect(found(told('asked'))).toMatchObject([{ key: 'asked', values, next: ['decide', 'cancel'] }])
    expect(keysOf(told('working'))).toEqual([])
  })

  it('is the functions that it called', () => {
    expect(found(factsOf(waiting))).toMatchObject([
      {
        key: 'waits',
        values: { names: ['get_weather'], count: 2 },
        next: ['answer', 'cancel'],
        evidence: [{ event: 'thread.run.requires_action' }],
      },
    ])
  })

  it('is something that nobody answered before', () => {
    const unanswered = [['get_weather'], ['other'], ['get_weather', 'other']]
    expect(found(factsOf(waiting, { around: { ...here, unanswered } }))[1]).toMatchObject({
      key: 'unanswered',
      values: { names: ['get_weather'], count: 2 },
    })
    expect(keysOf(factsOf(waiting, { around: { ...here, unanswered: [['other']] } }))).toEqual(['waits'])
  })

  it('comes to a run that nears its deadline, while one looks', () => {
    const left = (ms: number) => factsOf(waiting, { afterMs: START + 600_000 - waiting.at(-1)!.at - ms })
    expect(keysOf(left(130_000))).toEqual(['waits'])
    expect(found(left(110_000))[0]).toMatchObject({
      key: 'near_expiry',
      values: { atMs: START + 600_000 },
      next: [],
    })
    expect(keysOf(left(-1)), 'its time is up').toEqual(['waits'])
  })

  it('is a place, for a run that stays queued', () => {
    const queued = createLogOf('queued')
    expect(keysOf(factsOf(queued, { afterMs: 9_000 }))).toEqual([])
    expect(found(factsOf(queued, { afterMs: 11_000 }))).toMatchObject([
      { key: 'queued_long', next: ['queue', 'cancel'] },
    ])
    expect(found(factsOf(queued, { afterMs: 11_000, around: elsewhere }))[0]).toMatchObject({
      values: { backend: 'elsewhere' },
      next: ['cancel'],
    })
  })

  it('is a confirmation, for a run that stays cancelling', () => {
    expect(keysOf(factsOf(createLogOf('cancelling'), { afterMs: 11_000 }))).toEqual(['cancelling_long'])
  })

  it('is the model, as long as that says something, and whoever executes the run, when nothing comes', () => {
    const working = createLogOf('in_progress')
    expect(keysOf(factsOf(working, { afterMs: 20_000 }))).toEqual([])
    expect(keysOf(factsOf(working, { afterMs: 31_000 }))).toEqual(['locked'])
    expect(keysOf(factsOf(working, { afterMs: 61_000 }))).toEqual(['silent'])
    expect(found(factsOf(working, { afterMs: 61_000, around: elsewhere }))).toMatchObject([
      { key: 'silent_elsewhere', next: ['connection', 'cancel'] },
    ])
  })
})

describe('how far the record can be trusted', () => {
  it('names a move that the protocol does not allow, once, and the event', () => {
    const log = createLog()
    start(log)
    log.run('queued')
    log.run('in_progress')
    log.run('completed', { started_at: SECONDS })
    expect(found(factsOf(log.events))).toMatchObject([
      { key: 'illegal', severity: 'problem', values: { from: 'in_progress', to: 'queued' }, evidence: [{ seq: 4 }] },
    ])
  })

  it('says that a run was only polled, and since when it was watched', () => {
    const log = createLog()
    log.run('in_progress')
    log.run('completed', {}, 5_000)
    const polled = log.events.map((event, index) => ({ ...asked(event), notBefore: START + (index - 1) * 1_000 }))
    expect(keysOf(factsOf(polled))).toEqual(['watched_since', 'polled'])
  })

  it('says what was not seen in between', () => {
    const log = createLog()
    log.add({ event: 'thread.run.created', data: runOf() })
    log.run('queued', {}, 0)
    log.run('completed', {}, 5_000)
    const [made, queued, last] = log.events as [LoggedEvent, LoggedEvent, LoggedEvent]
    expect(found(factsOf([made, queued, asked(last)]))).toMatchObject([
      { key: 'unseen_moves', values: { from: 'queued', to: 'completed' } },
    ])
  })

  it('says that a run was imported, or not recorded', () => {
    const imported = textRun().map((event): LoggedEvent => ({ ...event, source: 'import' }))
    expect(keysOf(factsOf(imported))).toEqual(['imported'])
    const view = viewOfSnapshot({ run: runOf({ status: 'completed', started_at: SECONDS }), steps: [], messages: [] })
    const facts = { run: view.run!, view, life: lifecycleOf(view, 0), now: 0, isLogWhole: true, around: here }
    expect(keysOf(facts)).toEqual(['unrecorded'])
    expect(keysOf({ ...facts, isLogWhole: false }), 'its log is on its way').toEqual([])
  })

  it('tells a half answer that was asked for again', () => {
    const log = createLog()
    start(log)
    openMessage(log, { step: 'step_1', message: 'msg_1' }, ['half'])
    log.add({ event: 'thread.run.step.failed', data: messageStepOf('step_1', 'msg_1', { status: 'failed' }) })
    openMessage(log, { step: 'step_2', message: 'msg_2' }, ['whole'])
    log.run('completed', {})
    expect(found(factsOf(log.events))).toMatchObject([
      { key: 'asked_again', values: { count: 1 }, evidence: [{ event: 'thread.run.step.failed' }] },
    ])
  })

  it('tells how a request was changed', () => {
    const [made, ...others] = textRun() as [LoggedEvent, ...LoggedEvent[]]
    const data = { object: 'playground.request.adapted', step_id: 'step_1', left_out: 2, without: ['top_p'] } as const
    const adapted: LoggedEvent = { event: 'playground.request.adapted', data, seq: 2, at: made.at, source: 'engine' }
    const events = [made, adapted, ...others.map((event) => ({ ...event, seq: event.seq + 1 }))]
    expect(found(factsOf(events))).toMatchObject([
      { key: 'left_out', values: { count: 2 }, evidence: [{ seq: 2 }] },
      { key: 'without', values: { names: ['top_p'], count: 1 }, evidence: [{ seq: 2 }] },
    ])
  })

  it('tells what is missing of the log, and an error of the stream', () => {
    const events = textRun()
    const error = (code: string | null, message: string): LoggedEvent => ({
      event: 'error',
      data: { error: { message, type: 'server_error', param: null, code } },
      ...{ seq: events.length + 1, at: events.at(-1)!.at, source: 'stream' },
    })
    expect(keysOf(factsOf([...events, error('log_damaged', 'gone')]))).toEqual(['log_damaged'])
    expect(found(factsOf([...events, error(null, 'broken off')]))).toMatchObject([
      { key: 'stream_error', said: 'broken off' },
    ])
    const gap: LoggedEvent = {
      event: 'playground.unknown',
      data: { object: 'playground.unknown', event: 'playground.recording.gap', data: '{"lost_frames":7}' },
      ...{ seq: events.length + 1, at: events.at(-1)!.at, source: 'stream' },
    }
    expect(found(factsOf([...events, gap]))).toMatchObject([{ key: 'frames_lost', values: { count: 7 } }])
  })

  it('offers nothing that takes a thread which is gone', () => {
    const last_error: LastError = { code: 'server_error', message: '' }
    const around: Around = { ...here, backend: 'elsewhere', threadGoneMs: START }
    const steps = found(factsOf(ended('failed', { last_error }), { around })).flatMap(({ next }) => next)
    expect(steps).toEqual(['connection'])
  })

  it('tells that the thread is gone', () => {
    const around: Around = { ...elsewhere, threadGoneMs: START }
    expect(found(factsOf(textRun(), { around }))).toMatchObject([
      { key: 'gone', values: { atMs: START }, next: ['connection'] },
    ])
  })
})
