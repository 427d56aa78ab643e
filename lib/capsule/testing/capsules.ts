// A thread with one run that called a function and answered, word by word.
import type { Assistant } from '@/lib/protocol/assistant'
import { callOf, createLog, messageOf, messageStepOf, runOf, START, start, toolStepOf } from '@/lib/run/testing/log'
import { type Capsule, CAPSULE_SCHEMA, CAPSULE_VERSION } from '../capsule'

export const assistantOf = (overrides: Partial<Assistant> = {}): Assistant => ({
  id: 'asst_1',
  object: 'assistant',
  created_at: START / 1000,
  name: 'Forecaster',
  description: null,
  model: 'scripted',
  instructions: 'Say Müller, never his key.',
  tools: [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: {} } } }],
  tool_resources: null,
  metadata: {},
  temperature: 1,
  top_p: 1,
  response_format: 'auto',
  ...overrides,
})

interface Told {
  readonly question?: string
  readonly words?: readonly string[]
  readonly written?: string
  readonly output?: string
}

export function capsuleOf({
  question = 'How is the weather?',
  words = ['It is ', 'sunny.'],
  written = '{"city":"上海"}',
  output = '{"sky":"clear"}',
}: Told = {}): Capsule {
  const { assistants, ...answered } = answeredRun({ words, written, output })
  return {
    schema: CAPSULE_SCHEMA,
    version: CAPSULE_VERSION,
    exported_ms: START + 60_000,
    run_id: null,
    recording: {
      thread: { id: 'thread_1', object: 'thread', created_at: START / 1000, tool_resources: null, metadata: {} },
      title: 'The weather',
      messages: [messageOf('msg_0', question, { role: 'user', run_id: null, assistant_id: null }), answered.message],
      runs: [{ id: 'run_1', events: answered.events }],
      assistants,
    },
    labels: { thread: ['demo'], runs: { run_1: ['good'] } },
    files: [],
    left_out: [],
    covered: 0,
  }
}

function answeredRun({ words, written, output }: Required<Omit<Told, 'question'>>) {
  const log = createLog()
  const assistant = assistantOf()
  const told = { instructions: assistant.instructions ?? '', tools: assistant.tools }
  start(log)
  const asked = toolStepOf('step_1', [callOf('call_1', null, '')])
  log.add({ event: 'thread.run.step.created', data: asked })
  for (const piece of cut(written)) {
    log.add({
      event: 'thread.run.step.delta',
      data: {
        id: 'step_1',
        object: 'thread.run.step.delta',
        delta: {
          step_details: {
            type: 'tool_calls',
            tool_calls: [{ index: 0, type: 'function', function: { arguments: piece } }],
          },
        },
      },
    })
  }
  const calls = [callOf('call_1', output, written)]
  log.add({ event: 'thread.run.step.completed', data: toolStepOf('step_1', calls, { status: 'completed' }) })
  const message = messageOf('msg_1', words.join(''))
  log.add({ event: 'thread.run.step.created', data: messageStepOf('step_2', 'msg_1') })
  log.add({ event: 'thread.message.created', data: messageOf('msg_1', null, { status: 'in_progress' }) })
  for (const word of words) log.text('msg_1', word)
  log.add({ event: 'thread.message.completed', data: message })
  log.add({ event: 'thread.run.step.completed', data: messageStepOf('step_2', 'msg_1', { status: 'completed' }) })
  log.add({
    event: 'thread.run.completed',
    data: runOf({ status: 'completed', completed_at: START / 1000 + 5, ...told }),
  })
  return { events: log.events, message, assistants: [assistant] }
}

/** In two. */
const cut = (text: string) => [text.slice(0, text.length / 2), text.slice(text.length / 2)]
