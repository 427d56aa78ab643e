import type { Assistant } from '@/lib/protocol/assistant'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { DEFAULT_SAMPLING } from './default-sampling'

/** A run lasts at most ten minutes from its creation, unless its model says otherwise. */
export const LIFETIME_SECONDS = 600

interface NewRunOptions {
  readonly id: string
  readonly threadId: string
  readonly seconds: number
  readonly lifetimeSeconds: number
}

/** A queued run: with the assistant's settings as they are now, except where the request has its own. */
export function newRun(
  assistant: Assistant,
  body: CreateRunBody,
  { id, threadId, seconds, lifetimeSeconds }: NewRunOptions,
): Run {
  const instructions = body.instructions ?? assistant.instructions ?? ''
  const additional = body.additional_instructions
  return {
    id,
    object: 'thread.run',
    created_at: seconds,
    thread_id: threadId,
    assistant_id: assistant.id,
    status: 'queued',
    required_action: null,
    last_error: null,
    expires_at: seconds + lifetimeSeconds,
    started_at: null,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    incomplete_details: null,
    model: body.model ?? assistant.model,
    instructions: additional ? [instructions, additional].filter(Boolean).join('\n') : instructions,
    tools: body.tools ?? assistant.tools,
    tool_resources: assistant.tool_resources ?? {},
    metadata: body.metadata ?? {},
    usage: null,
    temperature: body.temperature ?? assistant.temperature ?? DEFAULT_SAMPLING,
    top_p: body.top_p ?? assistant.top_p ?? DEFAULT_SAMPLING,
    max_prompt_tokens: body.max_prompt_tokens ?? null,
    max_completion_tokens: body.max_completion_tokens ?? null,
    truncation_strategy: {
      type: body.truncation_strategy?.type ?? 'auto',
      last_messages: body.truncation_strategy?.last_messages ?? null,
    },
    tool_choice: body.tool_choice ?? 'auto',
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    response_format: body.response_format ?? assistant.response_format,
    reasoning_effort: body.reasoning_effort ?? assistant.reasoning_effort ?? null,
  }
}

/** A run as it was when it was created: queued, and without its end. */
export const asCreated = (run: Run): Run => ({
  ...run,
  status: 'queued',
  last_error: null,
  started_at: null,
  cancelled_at: null,
  failed_at: null,
  completed_at: null,
})
