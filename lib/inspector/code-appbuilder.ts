// The same with AppBuilder's Python SDK, which finds its gateway in the environment.
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { createReferences, MAX_WRITTEN, type Reference } from './code-reference'
import type { Server } from './code-client'
import { messageTextOf } from '@/lib/run/message-text'
import { outputNotes, outputsOf } from './outputs-of'
import { pythonOf } from './python-value'
import type { Selection } from './selection'

interface Context extends Server {
  /** The messages that the run had, oldest first. */
  readonly before: readonly Message[]
}

/** AppBuilder's wire stands beside the Assistants wire. */
export function toAppBuilder(selection: Selection, { baseUrl, needsToken, before }: Context): string {
  const { method, parameters, notes = [], first = [], then = [] } = callOf(selection, before)
  return [
    'import os',
    'import appbuilder',
    '',
    `os.environ["GATEWAY_URL"] = ${JSON.stringify(baseUrl.replace(/\/v1$/, ''))}`,
    `os.environ["APPBUILDER_TOKEN"] = ${needsToken ? 'os.environ["ACCESS_TOKEN"]' : '"none"'}`,
    '',
    ...first,
    ...notes.map((note) => `# ${note}`),
    `result = appbuilder.assistant.threads.${method}(`,
    ...parameters.map(([name, value]) => `    ${name}=${value},`),
    ')',
    ...then,
    'print(result)',
  ].join('\n')
}

interface Call {
  readonly method: string
  /** Names and what Python reads as their values. */
  readonly parameters: readonly (readonly [string, string])[]
  readonly notes?: readonly string[]
  /** Lines that come first. */
  readonly first?: readonly string[]
  /** Lines that go on with its result. */
  readonly then?: readonly string[]
}

const parametersOf = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, pythonOf(value, 4)] as const)

function callOf(selection: Selection, before: readonly Message[]): Call {
  const { run } = selection
  const { thread_id, id: run_id } = run
  if (selection.type === 'run') return runCallOf(run, before)
  const { step } = selection
  if (selection.type === 'call' && selection.call.type === 'function') {
    const references = createReferences()
    const tool_outputs = outputsOf(onlyFunctionsOf(step), references.put)
    return {
      method: 'runs.submit_tool_outputs',
      parameters: parametersOf({ run_id, thread_id, tool_outputs }).map(
        ([name, value]) => [name, references.write(value, outputInSdk)] as const,
      ),
      notes: outputNotes(step.step_details),
    }
  }
  return { method: 'runs.steps.query', parameters: parametersOf({ thread_id, run_id, step_id: step.id }) }
}

/** This wire's steps have no other calls. */
function onlyFunctionsOf(step: Step): Step {
  const details = step.step_details
  if (details.type !== 'tool_calls') return step
  return {
    ...step,
    step_details: { ...details, tool_calls: details.tool_calls.filter((call) => call.type === 'function') },
  }
}

/** The SDK spells a step's details in its own way. */
const outputInSdk = ({ id, within: { thread_id = '', run_id = '' }, at: [, , place] }: Reference) =>
  `appbuilder.assistant.threads.runs.steps.query(thread_id="${thread_id}", run_id="${run_id}", ` +
  `step_id="${id}").step_datail.tool_calls[${place}].function.output`

/** The SDK counts characters as Python does, and refuses more of them. */
const MAX_INSTRUCTIONS = 4096

const NO_QUESTION = "The last message of the thread must be its user's: add one with threads.messages.create first."

/** A thread with the words of the messages that the run had; long ones are read where they lie. */
function threadOf(before: readonly Message[]): readonly string[] {
  if (before.length === 0) return []
  const references = createReferences()
  const messages = before.map(({ id, thread_id, role, content }) => {
    const words = messageTextOf({ content })
    const from = { path: '', noun: 'messages', id, within: { thread_id }, at: ['content', 0, 'text', 'value'] }
    return { role, content: words.length > MAX_WRITTEN ? references.put(from) : words }
  })
  const toCode = ({ id, within: { thread_id = '' } }: Reference) =>
    `appbuilder.assistant.threads.messages.query(thread_id="${thread_id}", message_id="${id}").content[0].text.value`
  return [references.write(`thread = appbuilder.assistant.threads.create(${pythonOf(messages, 0)})`, toCode), '']
}

/** The run as it was made, as far as this SDK has words for it. */
function runCallOf(run: Run, before: readonly Message[]): Call {
  const tools = run.tools.flatMap((tool) => {
    if (tool.type !== 'function') return []
    const { name, description = '', parameters } = tool.function
    return [{ type: 'function', function: { name, description, ...(parameters && { parameters }) } }]
  })
  const isJson = typeof run.response_format === 'object' && run.response_format?.type !== 'text'
  const sampling = samplingOf(run)
  const isTooLong = [...run.instructions].length > MAX_INSTRUCTIONS
  return {
    method: 'runs.run',
    notes: [
      "The SDK takes no other models' names: the assistant's own model answers.",
      ...(before.length > 0 ? [] : [NO_QUESTION]),
      ...(isTooLong ? ["The SDK takes no instructions as long as this run's: the assistant's own are in force."] : []),
    ],
    first: threadOf(before),
    then: tools.length > 0 ? answering(run.assistant_id) : [],
    parameters: [
      ...parametersOf({ assistant_id: run.assistant_id }),
      ['thread_id', before.length > 0 ? 'thread.id' : pythonOf(run.thread_id, 4)],
      ...parametersOf({
        response_format: isJson ? 'json_object' : undefined,
        instructions: (!isTooLong && run.instructions) || undefined,
        tools: tools.length > 0 ? tools : undefined,
        metadata: Object.keys(run.metadata).length > 0 ? run.metadata : undefined,
      }),
      ...(sampling ? [['model_parameters', sampling] as const] : []),
    ],
  }
}

/** This SDK takes the outputs of a round one by one, and goes on when it has the last. */
const answering = (assistantId: string) => [
  'while result.status == "requires_action":',
  '    for call in result.required_action.submit_tool_outputs.tool_calls:',
  '        # Fill in what your functions return.',
  '        output = f"<the output of {call.function.name}>"',
  '        result = appbuilder.assistant.threads.runs.run(',
  `            assistant_id=${pythonOf(assistantId, 12)},`,
  '            thread_id=result.thread_id,',
  '            tool_output={"tool_call_id": call.id, "run_id": result.id, "output": output},',
  '        )',
]

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
