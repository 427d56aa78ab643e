// The events of a run's stream. `event` distinguishes status and message; of a status `event_type` says what happened
// and which `details` come with it, so that `switch` narrows either.
import * as z from 'zod'
import { count, listOf, maybe, orOther, text } from './field'
import { lastErrorSchema, runResultSchema, statusSchema, statusWords, toolCallSchema } from './run'
import { runStepSchema } from './step'
import { contentSchema } from './thread'

/** Every `event_type` that is known. Others read `other` and call nothing back. */
export const statusEventTypes = [
  'run_begin',
  'run_end',
  'run_cancelling',
  'tool_step_begin',
  'tool_step_end',
  'tool_calls',
  'tool_submitted_output',
  'message_creation',
] as const
export type StatusEventType = (typeof statusEventTypes)[number]

/** The event says what its details are; what stands under `type` there was not always seen. */
const ofKind = <K extends string>(kind: K) => z.literal(kind).catch(kind)

/** `error_info` says why something failed; which events carry it nobody has seen. */
const run = z.looseObject({
  type: ofKind('run_object'),
  run_object: maybe(runResultSchema),
  error_info: lastErrorSchema,
})
const step = z.looseObject({
  type: ofKind('run_step_object'),
  run_step_object: maybe(runStepSchema),
  error_info: lastErrorSchema,
})
const calls = z.looseObject({
  type: ofKind('tool_calls'),
  tool_calls: listOf(toolCallSchema),
  error_info: lastErrorSchema,
})
const creation = z.looseObject({
  type: ofKind('message_creation'),
  message_creation: maybe(z.looseObject({ message_id: text })),
  error_info: lastErrorSchema,
})
const untold = z.looseObject({ type: ofKind('other'), error_info: lastErrorSchema })

const statusOf = <T extends StatusEventType | 'other', D extends z.ZodType>(type: T, details: D) =>
  z.looseObject({
    event: z.literal('status').default('status'),
    event_type: z.literal(type),
    status: statusSchema,
    other_status: z.string().nullish(),
    send_id: count,
    message: text,
    details: maybe(details),
  })

const known = (value: unknown) => orOther('status', statusWords)(orOther('event_type', statusEventTypes)(value))

/**
 * Something happened to the run. `status` is how the run, or the step that it is about, stands; `send_id` counts a
 * stream's events from 1; `message` is for people to read; `details` is null where the gateway sends none. A type
 * that is not known reads `other`, and stands as it was sent in `other_event_type`.
 */
export const streamRunStatusSchema = z.preprocess(
  known,
  z.discriminatedUnion('event_type', [
    statusOf('run_begin', run),
    statusOf('run_end', run),
    statusOf('run_cancelling', run),
    statusOf('tool_step_begin', step),
    statusOf('tool_step_end', step),
    statusOf('tool_calls', calls),
    statusOf('tool_submitted_output', calls),
    statusOf('message_creation', creation),
    statusOf('other', untold).extend({ other_event_type: text }),
  ]),
)
export type StreamRunStatus = z.output<typeof streamRunStatusSchema>

/** The status events of these types, with their details. */
export type StreamRunStatusOf<T extends StreamRunStatus['event_type']> = Extract<StreamRunStatus, { event_type: T }>

/** A piece of the answer: the texts of one `message_id` are to be joined. */
export const streamRunMessageSchema = z.looseObject({
  event: z.literal('message').default('message'),
  status: text,
  send_id: count,
  is_end: z
    .union([z.boolean(), z.number()])
    .nullish()
    .transform((value) => Boolean(value)),
  message_id: text,
  message_index: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => String(value ?? '')),
  content: listOf(contentSchema),
})
export type StreamRunMessage = z.output<typeof streamRunMessageSchema>

export type StreamRunEvent = StreamRunStatus | StreamRunMessage

/** What a stream said under a name, or in a shape, that is not known: as it was sent. */
export interface StreamRunUnknown {
  readonly event: 'unknown'
  /** The `event_type` of a status, else the class of the event. */
  readonly name: string
  readonly data: string
}

/** Whatever a stream says. */
export type StreamRunFrame = StreamRunEvent | StreamRunUnknown
