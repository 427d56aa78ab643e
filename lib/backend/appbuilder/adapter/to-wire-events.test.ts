import { describe, expect, it } from 'vitest'
import { runResultSchema } from '@/lib/appbuilder/run'
import { streamRunMessageSchema, streamRunStatusSchema, type StreamRunFrame } from '@/lib/appbuilder/stream-event'
import type { RunEvent } from '@/lib/protocol/event'
import { emptyView, fold } from '@/lib/run/fold'
import { fromRun } from './from-run'
import { toWireEvents } from './to-wire-events'

const run = fromRun(
  runResultSchema.parse({ id: 'run_1', thread_id: 'thread_1', assistant_id: 'asst_1', status: 'queued' }),
)

const status = (event_type: string, rest: object = {}) => streamRunStatusSchema.parse({ event_type, ...rest })
const creation = (message_id: string) =>
  status('message_creation', { details: { type: 'message_creation', message_creation: { message_id } } })
const piece = (message_id: string, value: string) =>
  streamRunMessageSchema.parse({ message_id, content: [{ type: 'text', text: { value } }] })

/** The run as its log tells it, and the log. */
function told(events: readonly StreamRunFrame[], seenIn: 'stream' | 'poll' = 'stream') {
  let count = 0
  const log: RunEvent[] = [{ event: 'thread.run.queued', data: run }]
  const logged = (event: RunEvent, index: number) => ({ ...event, seq: index + 1, at: 0, source: 'stream' as const })
  for (const event of events) {
    const view = fold(emptyView, log.map(logged))
    log.push(...toWireEvents(event, { view, seconds: 1, ids: (prefix) => `${prefix}${++count}`, seenIn }))
  }
  const { messages } = fold(emptyView, log.map(logged))
  const words = messages.map(({ id, content }) => [
    id,
    content.map((part) => (part.type === 'text' ? part.text.value : '')).join(''),
  ])
  return { names: log.map(({ event }) => event), log, words: Object.fromEntries(words) as Record<string, string> }
}

const asking = status('tool_calls', {
  details: { tool_calls: [{ id: 'call_1', function: { name: 'f', arguments: '{}' } }] },
})
const askingAgain = status('tool_calls', {
  details: { tool_calls: [{ id: 'call_2', function: { name: 'g', arguments: '{}' } }] },
})
const runMoves = (names: readonly string[]) =>
  names.flatMap((name) => (/^thread\.run\.[a-z_]+$/.test(name) ? [name.slice('thread.run.'.length)] : []))

describe('a run', () => {
  it('that is cancelled while it works was seen working and cancelled, and nothing in between', () => {
    const { names } = told([status('tool_step_begin'), status('run_end', { status: 'cancelled' })])
    expect(runMoves(names)).toEqual(['queued', 'in_progress', 'cancelled'])
  })

  it.each(['completed', 'failed', 'expired', 'cancelled'])('that waited is %s when it is said to be', (end) => {
    const { names } = told([asking, status('run_end', { status: end })])
    expect(runMoves(names)).toEqual(['queued', 'requires_action', end])
  })

  it('is queued by outputs that the stream tells of; a poll shows that it works, and not how it came there', () => {
    const answered = status('tool_submitted_output', { status: 'in_progress' })
    expect(runMoves(told([asking, answered]).names)).toEqual(['queued', 'requires_action', 'queued'])
    expect(runMoves(told([asking, answered], 'poll').names)).toEqual(['queued', 'requires_action', 'in_progress'])
  })

  it('that is being cancelled is not moved by what was on its way', () => {
    const { names } = told([status('run_cancelling'), status('tool_step_begin'), asking, piece('A', 'late')])
    expect(runMoves(names)).toEqual(['queued', 'cancelling'])
    expect(names).toContain('thread.message.delta')
  })

  it('that waits for other calls than before was answered by others, in between', () => {
    const { log, names } = told([asking, asking, askingAgain, askingAgain], 'poll')
    expect(names.slice(1)).toEqual([
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.run.requires_action',
      'thread.run.step.completed',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.run.requires_action',
    ])
    expect(log.at(-1)?.data).toMatchObject({
      required_action: { submit_tool_outputs: { tool_calls: [{ id: 'call_2', function: { name: 'g' } }] } },
    })
  })

  it('that waits for one call less than before waits in the same step', () => {
    const both = [asking, askingAgain].flatMap(({ details }) => (details as { tool_calls: object[] }).tool_calls)
    expect(told([status('tool_calls', { details: { tool_calls: both } }), askingAgain]).names).toHaveLength(4)
  })

  it('that is being cancelled, and is told of still to wait, waits in one step', () => {
    const { names } = told([asking, status('run_cancelling'), asking, asking], 'poll')
    expect(names.filter((name) => name === 'thread.run.step.created')).toHaveLength(1)
  })

  it('that failed has a reason, whether or not one is told', () => {
    const failed = (rest: object) => told([status('run_end', { status: 'failed', ...rest })]).log.at(-1)?.data
    const cause = { details: { error_info: { type: 't', message: 'No money left.' } } }
    expect(failed(cause)).toMatchObject({ last_error: { code: 'server_error', message: 'No money left.' } })
    const untold = { code: 'server_error', message: 'AppBuilder ended the run as failed, and did not say why.' }
    expect(failed({})).toMatchObject({ last_error: untold })
    const listed = runResultSchema.parse({ id: 'run_1', thread_id: 'thread_1', status: 'failed' })
    expect(fromRun(listed), 'by one word, however it is told').toMatchObject({ last_error: untold })
  })
})

describe('what is not known', () => {
  it('is kept as it was sent', () => {
    const frame = { event: 'unknown', name: 'run_paused', data: '{"until":7}' } as const
    const { log } = told([frame, status('tool_step_begin')])
    expect(log[1]).toEqual({
      event: 'playground.unknown',
      data: { object: 'playground.unknown', event: 'run_paused', data: '{"until":7}' },
    })
    expect(log[2]?.event).toBe('thread.run.in_progress')
  })
})

describe('pieces', () => {
  it('go to the message that they name, whether or not its beginning was told', () => {
    const { words } = told([creation('A'), piece('A', 'one'), piece('B', 'two'), piece('', '!'), piece('A', ' more')])
    expect(words).toEqual({ A: 'one more', B: 'two!' })
  })

  it('that come behind the end of their step are not lost', () => {
    const end = [status('tool_step_end', { status: 'completed' }), piece('A', ' late')]
    const { words, names } = told([
      creation('A'),
      piece('A', 'in time'),
      ...end,
      status('run_end', { status: 'completed' }),
    ])
    expect(words).toEqual({ A: 'in time late' })
    expect(names.indexOf('thread.message.completed')).toBeGreaterThan(names.lastIndexOf('thread.message.delta'))
  })

  it('name the message whose beginning had no name', () => {
    expect(told([creation(''), piece('A', 'words')]).words).toEqual({ A: 'words' })
  })
})
