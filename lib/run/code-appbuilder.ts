// The same with AppBuilder's Python SDK, which finds its gateway in the environment.
import type { Run } from '@/lib/protocol/run'
import { outputsOf } from './outputs-of'
import { pythonOf } from './python-value'
import type { Selection } from './selection'

interface Server {
  /** Where the Assistants wire is served: AppBuilder's wire stands beside it. */
  readonly baseUrl: string
  readonly needsToken: boolean
}

export function toAppBuilder(selection: Selection, { baseUrl, needsToken }: Server): string {
  const { method, parameters, notes = [] } = callOf(selection)
  return [
    'import os',
    'import appbuilder',
    '',
    `os.environ["GATEWAY_URL"] = ${JSON.stringify(baseUrl.replace(/\/v1$/, ''))}`,
    `os.environ["APPBUILDER_TOKEN"] = ${needsToken ? 'os.environ["ACCESS_TOKEN"]' : '"none"'}`,
    '',
    ...notes.map((note) => `# ${note}`),
    `result = appbuilder.assistant.threads.${method}(`,
    ...parameters.map(([name, value]) => `    ${name}=${value},`),
    ')',
    'print(result)',
  ].join('\n')
}

interface Call {
  readonly method: string
  /** Names and what Python reads as their values. */
  readonly parameters: readonly (readonly [string, string])[]
  readonly notes?: readonly string[]
}

const parametersOf = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, pythonOf(value, 4)] as const)

function callOf(selection: Selection): Call {
  const { run } = selection
  const { thread_id, id: run_id } = run
  if (selection.type === 'run') return runCallOf(run)
  const { step } = selection
  if (selection.type === 'call' && selection.call.type === 'function') {
    const tool_outputs = outputsOf(step.step_details)
    return { method: 'runs.submit_tool_outputs', parameters: parametersOf({ run_id, thread_id, tool_outputs }) }
  }
  return { method: 'runs.steps.query', parameters: parametersOf({ thread_id, run_id, step_id: step.id }) }
}

/** The SDK counts characters as Python does, and refuses more of them. */
const MOST_INSTRUCTIONS = 4096

/** The run as it was made, as far as this SDK has words for it. */
function runCallOf(run: Run): Call {
  const tools = run.tools.flatMap((tool) => {
    if (tool.type !== 'function') return []
    const { name, description = '', parameters } = tool.function
    return [{ type: 'function', function: { name, description, ...(parameters && { parameters }) } }]
  })
  const isJson = typeof run.response_format === 'object' && run.response_format?.type !== 'text'
  const sampling = samplingOf(run)
  const isTooLong = [...run.instructions].length > MOST_INSTRUCTIONS
  return {
    method: 'runs.run',
    notes: [
      "The SDK takes no other models' names: the assistant's own model answers.",
      "The last message of the thread must be its user's: add one with threads.messages.create first.",
      ...(isTooLong ? ["The SDK takes no instructions as long as this run's: the assistant's own are in force."] : []),
    ],
    parameters: [
      ...parametersOf({
        assistant_id: run.assistant_id,
        thread_id: run.thread_id,
        response_format: isJson ? 'json_object' : undefined,
        instructions: (!isTooLong && run.instructions) || undefined,
        tools: tools.length > 0 ? tools : undefined,
        metadata: Object.keys(run.metadata).length > 0 ? run.metadata : undefined,
      }),
      ...(sampling ? [['model_parameters', sampling] as const] : []),
    ],
  }
}

/** Objects of the SDK, for it refuses dictionaries here, and numbers above 1. */
function samplingOf({ temperature, top_p }: Run): string | undefined {
  const known = Object.entries({ temperature, top_p }).flatMap(([name, value]) =>
    typeof value === 'number' && value <= 1 ? [`${name}=${value}`] : [],
  )
  if (known.length === 0) return undefined
  const types = 'appbuilder.assistant.public_type'
  return [
    `${types}.AssistantModelParameters(`,
    `        chat_parameters=${types}.AssistantChatParameters(${known.join(', ')}),`,
    '    )',
  ].join('\n')
}
