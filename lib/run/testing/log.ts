// Logs for tests, written as an engine writes them: event by event, each a known time after the one before.
import type { LoggedEvent, ResponderTold, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { FunctionToolCall, Step } from '@/lib/protocol/step'

export const START = 1_760_000_000_000
const SECONDS = START / 1000

export const runOf = (overrides: Partial<Run> = {}): Run => ({
  id: 'run_1',
  object: 'thread.run',
  created_at: SECONDS,
  thread_id: 'thread_1',
  assistant_id: 'asst_1',
  status: 'queued',
  required_action: null,
  last_error: null,
  expires_at: SECONDS + 600,
  started_at: null,
  cancelled_at: null,
  failed_at: null,
  completed_at: null,
  incomplete_details: null,
  model: 'scripted',
  instructions: '',
  tools: [],
  metadata: {},
  usage: null,
  temperature: 1,
  top_p: 1,
  max_prompt_tokens: null,
  max_completion_tokens: null,
  truncation_strategy: { type: 'auto', last_messages: null },
  tool_choice: 'auto',
  parallel_tool_calls: true,
  response_format: 'auto',
  ...overrides,
})

export const messageStepOf = (id: string, messageId: string, overrides: Partial<Step> = {}): Step => ({
  id,
  object: 'thread.run.step',
  created_at: SECONDS,
  assistant_id: 'asst_1',
  thread_id: 'thread_1',
  run_id: 'run_1',
  type: 'message_creation',
  status: 'in_progress',
  step_details: { type: 'message_creation', message_creation: { message_id: messageId } },
  last_error: null,
  expires_at: SECONDS + 600,
  expired_at: null,
  cancelled_at: null,
  failed_at: null,
  completed_at: null,
  metadata: {},
  usage: null,
  ...overrides,
})

export const toolStepOf = (id: string, calls: readonly FunctionToolCall[], overrides: Partial<Step> = {}): Step => ({
  ...messageStepOf(id, ''),
  type: 'tool_calls',
  step_details: { type: 'tool_calls', tool_calls: [...calls] },
  ...overrides,
})

export const callOf = (id: string, output: string | null = null, written = '{"city":"上海"}'): FunctionToolCall => ({
  id,
  type: 'function',
  function: { name: 'get_weather', arguments: written, output },
})

export const messageOf = (id: string, text: string | null, overrides: Partial<Message> = {}): Message => ({
  id,
  object: 'thread.message',
  created_at: SECONDS,
  thread_id: 'thread_1',
  status: 'completed',
  incomplete_details: null,
  completed_at: SECONDS,
  incomplete_at: null,
  role: 'assistant',
  content: text === null ? [] : [{ type: 'text', text: { value: text, annotations: [] } }],
  assistant_id: 'asst_1',
  run_id: 'run_1',
  attachments: [],
  metadata: {},
  ...overrides,
})

/** Collects events; each comes `afterMs` after the one before it. */
export function createLog() {
  const events: LoggedEvent[] = []
  let at = START
  const add = (event: StreamEvent, afterMs = 10) => {
    at += events.length === 0 ? 0 : afterMs
    events.push({ ...event, seq: events.length + 1, at, source: 'engine' })
  }
  const run = (status: Run['status'], overrides: Partial<Run> = {}, afterMs = 10) =>
    add({ event: `thread.run.${status}`, data: runOf({ status, ...overrides }) }, afterMs)
  const text = (id: string, value: string, afterMs = 10) =>
    add(
      {
        event: 'thread.message.delta',
        data: { id, object: 'thread.message.delta', delta: { content: [{ index: 0, type: 'text', text: { value } }] } },
      },
      afterMs,
    )
  return { events, add, run, text }
}

/** The same, found out by asking. */
export const asked = (event: LoggedEvent): LoggedEvent => ({ ...event, source: 'poll' })

type Log = ReturnType<typeof createLog>

export function start(log: Log, { queuedMs = 100 } = {}) {
  log.add({ event: 'thread.run.created', data: runOf() })
  log.run('queued', {}, 0)
  log.run('in_progress', { started_at: SECONDS }, queuedMs)
}

/** Opens a message step and writes `words` into it, 50 ms apart; leaves it open. */
export function openMessage(log: Log, ids: { step: string; message: string }, words: readonly string[]) {
  log.add({ event: 'thread.run.step.created', data: messageStepOf(ids.step, ids.message) }, 200)
  log.add({ event: 'thread.run.step.in_progress', data: messageStepOf(ids.step, ids.message) }, 0)
  const opened = messageOf(ids.message, null, { status: 'in_progress', completed_at: null })
  log.add({ event: 'thread.message.created', data: opened }, 0)
  log.add({ event: 'thread.message.in_progress', data: opened }, 0)
  for (const word of words) log.text(ids.message, word, 50)
}

function closeMessage(log: Log, ids: { step: string; message: string }, words: readonly string[]) {
  log.add({ event: 'thread.message.completed', data: messageOf(ids.message, words.join('')) })
  const step = messageStepOf(ids.step, ids.message, { status: 'completed' })
  log.add({ event: 'thread.run.step.completed', data: step }, 0)
}

function writeMessage(log: Log, ids: { step: string; message: string }, words: readonly string[]) {
  openMessage(log, ids, words)
  closeMessage(log, ids, words)
}

/** Opens a tool step and writes the arguments of each call in turn, in pieces; leaves it open. */
export function openCalls(log: Log, stepId: string, calls: readonly FunctionToolCall[]) {
  log.add({ event: 'thread.run.step.created', data: toolStepOf(stepId, []) }, 200)
  log.add({ event: 'thread.run.step.in_progress', data: toolStepOf(stepId, []) }, 0)
  calls.forEach((call, index) => {
    const { name, arguments: written } = call.function
    const first = { index, id: call.id, type: 'function', function: { name, arguments: '', output: null } } as const
    log.add(callDelta(stepId, first), 20)
    for (const piece of written.match(/.{1,4}/gsu) ?? []) {
      log.add(callDelta(stepId, { index, type: 'function', function: { arguments: piece } }), 20)
    }
  })
}

function requireAction(log: Log, calls: readonly FunctionToolCall[]) {
  const tool_calls = calls.map(({ id, function: { name, arguments: written } }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: written },
  }))
  log.run('requires_action', { required_action: { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls } } })
}

function submitOutputs(
  log: Log,
  stepId: string,
  {
    calls,
    afterMs,
  }: {
    calls: readonly FunctionToolCall[]
    afterMs: number
  },
) {
  log.add({ event: 'thread.run.step.completed', data: toolStepOf(stepId, calls, { status: 'completed' }) }, afterMs)
  log.run('queued', {}, 0)
  log.run('in_progress', {}, 30)
}

function callDelta(id: string, call: ToolCallDeltaOf): StreamEvent {
  return {
    event: 'thread.run.step.delta',
    data: { id, object: 'thread.run.step.delta', delta: { step_details: { type: 'tool_calls', tool_calls: [call] } } },
  }
}

type StepDeltaEvent = Extract<StreamEvent, { event: 'thread.run.step.delta' }>
type ToolDetails = Extract<StepDeltaEvent['data']['delta']['step_details'], { type: 'tool_calls' }>
type ToolCallDeltaOf = NonNullable<ToolDetails['tool_calls']>[number]

export function textRun(words: readonly string[] = ['你好', '，', 'world', '!']) {
  const log = createLog()
  start(log)
  writeMessage(log, { step: 'step_1', message: 'msg_1' }, words)
  log.run('completed', { completed_at: SECONDS + 1, expires_at: null })
  return log.events
}

/** Two calls in one turn, outputs after a minute, then an answer. */
export function toolRun({
  until = 'completed',
  answered = [callOf('call_1', '晴'), callOf('call_2', '雨')],
}: { until?: 'requires_action' | 'completed'; answered?: ReturnType<typeof callOf>[] } = {}) {
  const log = createLog()
  const calls = [callOf('call_1'), callOf('call_2')]
  start(log)
  openCalls(log, 'step_1', calls)
  requireAction(log, calls)
  if (until === 'requires_action') return log.events
  submitOutputs(log, 'step_1', { calls: answered, afterMs: 60_000 })
  writeMessage(log, { step: 'step_2', message: 'msg_1' }, ['晴', '，', '雨'])
  log.run('completed', { completed_at: SECONDS + 61, expires_at: null })
  return log.events
}

/** The log with what a rule tells of a call, told as soon as its run waits for outputs, or else at its beginning. */
export function ruleTold(events: readonly LoggedEvent[], told: Partial<ResponderTold>): readonly LoggedEvent[] {
  const rule = { id: 'rule_1', name: 'Weather table', kind: 'lookup' } as const
  const about = { object: 'playground.responder.told', call_id: 'call_1', function: 'get_weather' } as const
  const behind = events.findLastIndex(({ event }) => event === 'thread.run.requires_action') + 1 || 1
  const data: ResponderTold = { ...about, status: 'answered', rule, ...told }
  const { at, source } = events[behind - 1]!
  const all = [
    ...events.slice(0, behind),
    { event: about.object, data, at, source } as LoggedEvent,
    ...events.slice(behind),
  ]
  return all.map((event, index) => ({ ...event, seq: index + 1 }))
}
