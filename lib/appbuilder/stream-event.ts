import * as z from 'zod'
import { count, listOf, maybe, text } from './field'
import { lastErrorSchema, runResultSchema, toolCallSchema } from './run'
import { runStepSchema } from './step'
import { contentSchema } from './thread'

/** Every `event_type` that is known. Others are passed on and call nothing back. */
export type StatusEventType =
  | 'run_begin'
  | 'run_end'
  | 'run_cancelling'
  | 'tool_step_begin'
  | 'tool_step_end'
  | 'tool_calls'
  | 'tool_submitted_output'
  | 'message_creation'

const detailsSchema = z.looseObject({
  type: text,
  message_creation: maybe(z.looseObject({ message_id: text })),
  run_object: maybe(runResultSchema),
  run_step_object: maybe(runStepSchema),
  tool_calls: listOf(toolCallSchema),
  error_info: lastErrorSchema,
})

/** Something happened to the run. `send_id` counts a stream's events from 1, `message` is for people to read. */
export const streamRunStatusSchema = z.looseObject({
  event: z.literal('status').default('status'),
  status: text,
  send_id: count,
  message: text,
  event_type: text,
  details: maybe(detailsSchema),
})
export type StreamRunStatus = z.output<typeof streamRunStatusSchema>

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
