// A run's stream: order and fields as the real service's were recorded, with a call of a function before the answer.

const run = (status: string) => ({
  id: 'run_1',
  object: 'thread.run',
  assistant_id: 'asst_1',
  thread_id: 'thread_1',
  status,
  instructions: '***',
  created_at: 1713122764372,
  final_answer: null,
})

const step = (id: string, status: string) => ({
  id,
  object: 'thread.run.step',
  run_id: 'run_1',
  status,
  type: null,
  step_datail: null,
  last_error: '',
})

const calls = [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"北京"}' } }]

const happenings = [
  ['run_begin', 'queued', { type: 'run_object', run_object: run('queued') }],
  ['tool_step_begin', 'in_progress', { type: 'run_step_object', run_step_object: step('step-1', 'in_progress') }],
  ['tool_calls', 'requires_action', { type: 'tool_calls', tool_calls: calls }],
  ['tool_submitted_output', 'in_progress', { type: 'tool_calls', tool_calls: calls }],
  ['tool_step_end', 'completed', { type: 'run_step_object', run_step_object: step('step-1', 'completed') }],
  ['tool_step_begin', 'in_progress', { type: 'run_step_object', run_step_object: step('step-2', 'in_progress') }],
  ['message_creation', 'in_progress', { type: 'message_creation', message_creation: { message_id: 'chatmsg_1' } }],
  ['message', 'completed', '北京今天'],
  ['message', 'completed', '晴 ☀️。'],
  ['tool_step_end', 'completed', { type: 'run_step_object', run_step_object: step('step-2', 'completed') }],
  ['run_cancelling', 'cancelling', { type: 'run_object', run_object: run('cancelling') }],
  ['run_end', 'completed', { type: 'run_object', run_object: run('completed') }],
] as const

const frameOf = ([type, status, details]: (typeof happenings)[number], index: number) =>
  type === 'message'
    ? `event: message\ndata: ${JSON.stringify({
        status,
        send_id: index + 1,
        is_end: 0,
        message_id: 'chatmsg_1',
        message_index: '',
        content: [{ type: 'text', text: { value: details, annotations: null } }],
        metadata: { finish_reason: 'normal' },
      })}\n\n`
    : `event: status\ndata: ${JSON.stringify({ status, send_id: index + 1, message: '', event_type: type, details })}\n\n`

export const recordedNames: readonly string[] = happenings.map(([type]) => type)

/** Pings and comments stand where a reader must not trip over them. */
const recordedText = `: hello\n\nevent:ping\n\n${happenings.map(frameOf).join('event: ping\ndata: still here\n\n')}`

export const recordedBytes = new TextEncoder().encode(recordedText)
