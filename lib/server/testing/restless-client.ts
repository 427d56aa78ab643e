// A client that uses a server in every way it can until the server is gone, and remembers what it was told.
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { pendingCalls } from '@/lib/run/tool-calls'
import type { Acknowledged, KnownRun, Outputs } from './acknowledged'
import { RefusedError, type HttpClient } from './http-client'
import { changeAssistants, changeThreads, speakAppBuilder } from './object-stories'
import type { Prng } from './prng'
import { standstillOf } from './standstill'

export interface RestlessOptions {
  readonly http: HttpClient
  readonly told: Acknowledged
  readonly prng: Prng
  readonly assistantId: string
  /** Runs that wait for outputs and are left to whoever comes next. */
  readonly left: KnownRun[]
}

const WORDS = 'Write 30 words about the sea.'
const ONE_CALL = 'What is the weather in Paris?'
const TWO_CALLS = 'What is the weather in Paris and in Rome?'
/** With one call at a time. */
const TWO_ROUNDS = 'What is the weather in Paris, and what is the price of the stock ACME?'

type Story = (options: RestlessOptions) => Promise<void>

/** Lives one story after the other. Ends with the error that the end of the server is to a client. */
export async function liveOn(options: RestlessOptions): Promise<never> {
  for (;;) await options.prng.pick(stories)(options)
}

/** A run that is followed through its log, and another message: the thread is free again. */
const converse: Story = async (options) => {
  const { http, told, assistantId } = options
  const threadId = await newThread(options, 'Hello.')
  await say(options, threadId, WORDS)
  const run = told.run(await http.post<Run>(`/v1/threads/${threadId}/runs`, { assistant_id: assistantId }))
  for await (const entry of http.log(run.id)) told.logged(run, entry)
  await say(options, threadId, 'Thanks.')
}

/** Two streamed runs in one thread. */
const streamTwice: Story = async (options) => {
  const threadId = await newThread(options, WORDS)
  for (let times = 0; times < 2; times++) await streamRun(options, `/v1/threads/${threadId}/runs`)
}

/** Calls that are answered as soon as they are there. */
const answerCalls: Story = async (options) => {
  const content = options.prng.pick([ONE_CALL, TWO_CALLS, TWO_ROUNDS])
  const body = { thread: { messages: [{ role: 'user', content }] }, parallel_tool_calls: content !== TWO_ROUNDS }
  await answerToTheEnd(options, await streamRun(options, '/v1/threads/runs', { body }))
}

/** Calls that are left for later: to another client, of this server or of one after it. */
const leaveCalls: Story = async (options) => {
  const { http, told, assistantId, left } = options
  const threadId = await newThread(options, TWO_CALLS)
  left.push(told.run(await http.post<Run>(`/v1/threads/${threadId}/runs`, { assistant_id: assistantId })))
}

const answerLeftCalls: Story = async (options) => {
  const run = options.left.shift()
  if (run) await answerToTheEnd(options, run)
}

/** A run that is cancelled while it writes, and read to its end. */
const cancelWords: Story = async (options) => {
  const threadId = await newThread(options, WORDS)
  let deltas = options.prng.integer(1, 10)
  await streamRun(options, `/v1/threads/${threadId}/runs`, {
    onEvent: async (run, event) => {
      if (event === 'thread.message.delta' && --deltas === 0) await cancel(options, run)
    },
  })
}

/** A run that is cancelled while it waits for outputs. */
const cancelCalls: Story = async (options) => {
  const body = { thread: { messages: [{ role: 'user', content: ONE_CALL }] } }
  const run = await streamRun(options, '/v1/threads/runs', { body })
  await cancel(options, run)
  for await (const entry of options.http.log(run.id)) options.told.logged(run, entry)
}

/** A run whose tokens do not suffice. */
const runOutOfTokens: Story = async (options) => {
  const threadId = await newThread(options, WORDS)
  await streamRun(options, `/v1/threads/${threadId}/runs`, { body: { max_completion_tokens: 256 } })
  await streamRun(options, `/v1/threads/${threadId}/runs`, { body: { max_prompt_tokens: 256 } })
}

const stories = [
  converse,
  streamTwice,
  answerCalls,
  leaveCalls,
  answerLeftCalls,
  cancelWords,
  cancelCalls,
  runOutOfTokens,
  changeAssistants,
  changeThreads,
  speakAppBuilder,
] as const

async function newThread({ http, told }: RestlessOptions, content: string): Promise<string> {
  const thread = await http.post<Thread>('/v1/threads', { messages: [{ role: 'user', content }] })
  told.thread(thread)
  const { data } = await http.get<List<Message>>(`/v1/threads/${thread.id}/messages`)
  for (const message of data) told.message(message)
  return thread.id
}

async function say({ http, told }: RestlessOptions, threadId: string, content: string) {
  told.message(await http.post<Message>(`/v1/threads/${threadId}/messages`, { role: 'user', content }))
}

interface Streaming {
  readonly body?: object
  readonly onEvent?: (run: KnownRun, event: string) => Promise<void>
}

/** Creates a run and reads its stream to the end. What was read is remembered event by event, as it comes. */
async function streamRun(options: RestlessOptions, path: string, { body, onEvent }: Streaming = {}): Promise<KnownRun> {
  const { http, told, assistantId } = options
  const read = told.leg()
  let run: KnownRun | undefined
  for await (const event of http.stream(path, { assistant_id: assistantId, ...body })) {
    run = read(event)
    if (run) await onEvent?.(run, event.event)
  }
  if (!run) throw new Error('The stream ended before its run.')
  return run
}

/** A run may come to its end before the cancel does. */
async function cancel({ http, told }: RestlessOptions, run: KnownRun) {
  try {
    await http.post(`/v1/threads/${run.thread_id}/runs/${run.id}/cancel`)
    told.cancel(run)
  } catch (error) {
    if (!(error instanceof RefusedError) || !error.message.includes("Cannot cancel run with status 'completed'"))
      throw error
  }
}

/** Answers a run's calls, round by round, until it rests. */
export async function answerToTheEnd(options: RestlessOptions, run: KnownRun) {
  for (;;) {
    const standstill = await standstillOf(options.http, run)
    for (const entry of standstill.log.slice(run.logged.length)) options.told.logged(run, entry)
    const calls = pendingCalls(standstill.run)
    if (calls.length === 0) return
    await submit(
      options,
      run,
      calls.map(({ id }) => ({ tool_call_id: id, output: `18 degrees, says ${id}` })),
    ).catch(unlessExpired)
  }
}

/** Runs last ten minutes, and some wait for longer to be answered here. */
function unlessExpired(error: unknown) {
  if (!(error instanceof RefusedError) || !error.message.includes('Runs in status \\"expired\\"')) throw error
}

/** With a stream or without; with one, its first event is the answer. */
async function submit({ http, told, prng }: RestlessOptions, run: KnownRun, outputs: Outputs) {
  const path = `/v1/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`
  if (prng.pick([true, false])) {
    await http.post(path, { tool_outputs: outputs })
    return told.outputs(run, outputs)
  }
  const read = told.leg(run)
  let isTaken = false
  for await (const event of http.stream(path, { tool_outputs: outputs })) {
    read(event)
    if (!isTaken) told.outputs(run, outputs)
    isTaken = true
  }
}
