import { describe, expect, it } from 'vitest'
import { runResultSchema } from '@/lib/appbuilder/run'
import { streamRunMessageSchema, streamRunStatusSchema, type StreamRunEvent } from '@/lib/appbuilder/stream-event'
import type { StreamEvent } from '@/lib/protocol/event'
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
function told(events: readonly StreamRunEvent[]) {
  let count = 0
  const log: StreamEvent[] = [{ event: 'thread.run.queued', data: run }]
  const logged = (event: StreamEvent, index: number) => ({ ...event, seq: index + 1, at: 0, source: 'stream' as const })
  for (const event of events) {
    const view = fold(emptyView, log.map(logged))
    log.push(...toWireEvents(event, { view, seconds: 1, ids: (prefix) => `${prefix}${++count}` }))
  }
  const { messages } = fold(emptyView, log.map(logged))
  const words = messages.map(({ id, content }) => [
    id,
    content.map((part) => (part.type === 'text' ? part.text.value : '')).join(''),
  ])
  return { names: log.map(({ event }) => event), log, words: Object.fromEntries(words) as Record<string, string> }
}

describe('a run that is cancelled elsewhere', () => {
  it('was being cancelled before, and waited for nothing', () => {
    const { names } = told([status('tool_step_begin'), status('run_end', { status: 'cancelled' })])
    expect(names).toEqual([
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.cancelling',
      'thread.run.cancelled',
    ])
  })

  it.each(['completed', 'failed', 'expired'])('is not %s on the way of one that waited', (end) => {
    const calls = { tool_calls: [{ id: 'call_1', function: { name: 'f', arguments: '{}' } }] }
    const { names } = told([status('tool_calls', { details: calls }), status('run_end', { status: end })])
    const behind = names.slice(names.indexOf('thread.run.requires_action') + 1)
    expect(behind.at(-1)).toBe(`thread.run.${end}`)
    expect(behind).not.toContain('thread.run.requires_action')
    expect(behind).not.toContain('thread.run.cancelling')
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
