// What the types promise; the compiler is the judge.
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { AppBuilder } from './create-appbuilder'
import type { RunStream } from './read-run-events'
import { runResultSchema, type AppBuilderToolCall, type RunParams, type RunResult } from './run'
import type { RunStep } from './step'
import { streamRunStatusSchema, type StreamRunEvent, type StreamRunStatus } from './stream-event'
import type { SubmitToolOutputsParams } from './tool-output'

/** Everything that a stream can tell; the compiler refuses to leave one out. */
function toldBy(event: StreamRunEvent): string {
  if (event.event === 'message') return event.content.map(({ text }) => text.value).join('')
  switch (event.event_type) {
    case 'run_begin':
    case 'run_end':
    case 'run_cancelling':
      expectTypeOf(event.details?.run_object).toEqualTypeOf<RunResult | null | undefined>()
      return event.details?.run_object?.id ?? ''
    case 'tool_step_begin':
    case 'tool_step_end':
      expectTypeOf(event.details?.run_step_object).toEqualTypeOf<RunStep | null | undefined>()
      return event.details?.run_step_object?.id ?? ''
    case 'tool_calls':
    case 'tool_submitted_output':
      expectTypeOf(event.details?.tool_calls).toEqualTypeOf<AppBuilderToolCall[] | undefined>()
      return event.details?.tool_calls[0]?.id ?? ''
    case 'message_creation':
      return event.details?.message_creation?.message_id ?? ''
    case 'other':
      return event.other_event_type
    default:
      return event satisfies never
  }
}

/** The same by the kind of the details. */
function namedIn({ details }: StreamRunStatus): string {
  switch (details?.type) {
    case 'run_object':
      return details.run_object?.id ?? ''
    case 'run_step_object':
      return details.run_step_object?.id ?? ''
    case 'tool_calls':
      return details.tool_calls[0]?.id ?? ''
    case 'message_creation':
      return details.message_creation?.message_id ?? ''
    default:
      return ''
  }
}

function awaitedBy(run: RunResult): readonly AppBuilderToolCall[] {
  switch (run.status) {
    case 'requires_action':
      return run.required_action.submit_tool_outputs.tool_calls
    case 'queued':
    case 'in_progress':
    case 'cancelling':
    case 'cancelled':
    case 'failed':
    case 'completed':
    case 'expired':
    case 'other':
      return []
    default:
      return run satisfies never
  }
}

const status = (event_type: string, details: object) => streamRunStatusSchema.parse({ event_type, details })

describe('unions narrow', () => {
  it.each([
    ['run_begin', { run_object: { id: 'x', status: 'queued' } }],
    ['tool_step_end', { run_step_object: { id: 'x' } }],
    ['tool_calls', { tool_calls: [{ id: 'x' }] }],
    ['message_creation', { message_creation: { message_id: 'x' } }],
  ])('by the type of an event, and by its details: %s', (type, details) => {
    expect(toldBy(status(type, details))).toBe('x')
    expect(namedIn(status(type, details))).toBe('x')
    expect(namedIn(status(type, { ...details, type: 'never_seen' }))).toBe('x')
  })

  it('and a type or a status that nobody knows has its place', () => {
    expect(toldBy(status('run_paused', {}))).toBe('run_paused')
    expect(runResultSchema.parse({ id: 'run_1', status: 'paused' })).toMatchObject({
      status: 'other',
      other_status: 'paused',
    })
  })

  it('by the status of a run, which waits for calls or does not', () => {
    const required_action = { submit_tool_outputs: { tool_calls: [{ id: 'call_1' }] } }
    const waiting = runResultSchema.parse({ id: 'run_1', status: 'requires_action', required_action })
    expect(awaitedBy(waiting).map(({ id }) => id)).toEqual(['call_1'])
    expect(awaitedBy(runResultSchema.parse({ id: 'run_1', status: 'requires_action' }))).toEqual([])
  })
})

describe('the types of requests', () => {
  it('say that a run needs a thread, and that a stream is begun by its call', () => {
    type Runs = AppBuilder['threads']['runs']
    expectTypeOf<{ assistant_id: string }>().not.toExtend<RunParams>()
    expectTypeOf<{ assistant_id: string; thread_id: string }>().toExtend<RunParams>()
    expectTypeOf<{ assistant_id: string; thread: { messages: { content: string }[] } }>().toExtend<RunParams>()
    expectTypeOf<ReturnType<Runs['streamRun']>>().toEqualTypeOf<Promise<RunStream>>()
    type Output = SubmitToolOutputsParams['tool_outputs'][number]
    expectTypeOf<{ tool_call_id: string; output: object }>().not.toExtend<Output>()
    expectTypeOf<{ tool_call_id: string }>().not.toExtend<Output>()
  })
})
