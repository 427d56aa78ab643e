// Spans in the words of OpenTelemetry's conventions for generative AI.
import type { Attributes } from '@opentelemetry/api'
import { isTerminal } from '@/lib/run/machine'
import type { ModelCallTold, RunWritten, ToolCallTold } from '@/lib/backend/telemetry'
import type { StepOver } from './step-times'

interface Described {
  readonly name: string
  readonly attributes: Attributes
  /** What went wrong: a kind of failure, and nothing of what was said. */
  readonly failure: string | undefined
}

const PROVIDER = 'assistants-playground'

/** Of a text so much is told, where contents are. */
const MAX_CONTENT = 65_536

const content = (name: string, value: unknown): Attributes => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text ? { [name]: text.slice(0, MAX_CONTENT) } : {}
}

/** The run itself, when it has ended; undefined before, and when it had ended already. */
export function runAttributes({ connection, before, after }: RunWritten, hasContent: boolean): Described | undefined {
  if (!isTerminal(after.status) || (before && isTerminal(before.status))) return undefined
  const { usage, last_error, assistant_id, thread_id, model } = after
  return {
    name: `invoke_agent ${assistant_id}`,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': PROVIDER,
      'gen_ai.agent.id': assistant_id,
      'gen_ai.conversation.id': thread_id,
      'gen_ai.request.model': model,
      ...(usage && {
        'gen_ai.usage.input_tokens': usage.prompt_tokens,
        'gen_ai.usage.output_tokens': usage.completion_tokens,
      }),
      'playground.connection': connection,
      'playground.run.id': after.id,
      'playground.run.status': after.status,
      ...(last_error && { 'error.type': last_error.code }),
      ...(hasContent && content('gen_ai.system_instructions', after.instructions)),
    },
    failure: last_error?.code ?? (after.status === 'expired' ? 'expired' : undefined),
  }
}

export function stepAttributes({ step, message }: StepOver, hasContent: boolean): Described {
  const { usage, last_error, step_details: details } = step
  const calls = details.type === 'tool_calls' ? details.tool_calls : []
  return {
    name: `step ${step.type}`,
    attributes: {
      'gen_ai.conversation.id': step.thread_id,
      'playground.run.id': step.run_id,
      'playground.step.id': step.id,
      'playground.step.type': step.type,
      'playground.step.status': step.status,
      ...(calls.length > 0 && { 'playground.step.tool_calls': calls.length }),
      ...(usage && {
        'gen_ai.usage.input_tokens': usage.prompt_tokens,
        'gen_ai.usage.output_tokens': usage.completion_tokens,
      }),
      ...(last_error && { 'error.type': last_error.code }),
      ...(hasContent && message && content('gen_ai.output.messages', message.content)),
      ...(hasContent && calls.length > 0 && content('playground.step.tool_calls.content', calls)),
    },
    failure: last_error?.code,
  }
}

export function modelCallAttributes(
  told: Extract<ModelCallTold, { phase: 'ended' }>,
  { spokeMs, input }: { readonly spokeMs: number | undefined; readonly input: unknown },
): Described {
  const { call, usage, finish, error } = told
  const [host = '', port] = (call.endpoint ?? '').split(/:(?=\d+$)/)
  const failure = error === undefined ? undefined : kindOfError(error)
  return {
    name: `chat ${call.model}`,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': call.endpoint === undefined ? PROVIDER : 'openai',
      'gen_ai.request.model': call.model,
      'playground.run.id': call.run,
      ...(host && { 'server.address': host }),
      ...(port !== undefined && { 'server.port': Number(port) }),
      ...(finish !== undefined && { 'gen_ai.response.finish_reasons': [finish] }),
      ...(usage && {
        'gen_ai.usage.input_tokens': usage.prompt_tokens,
        'gen_ai.usage.output_tokens': usage.completion_tokens,
      }),
      ...(spokeMs !== undefined && { 'gen_ai.server.time_to_first_token': spokeMs / 1_000 }),
      ...(failure !== undefined && { 'error.type': failure }),
      ...(input !== undefined && content('gen_ai.input.messages', input)),
    },
    failure,
  }
}

export function toolCallAttributes({ call, error }: ToolCallTold): Described {
  const failure = error === undefined ? undefined : kindOfError(error)
  return {
    name: `execute_tool ${call.tool}`,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': call.tool,
      'gen_ai.tool.call.id': call.id,
      'gen_ai.tool.type': call.kind === 'function' ? 'function' : 'extension',
      'playground.run.id': call.run,
      ...(failure !== undefined && { 'error.type': failure }),
    },
    failure,
  }
}

/** Its messages may have what was said. */
function kindOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'error'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
