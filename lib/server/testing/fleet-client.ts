// A client of several instances with the real SDK: what it may ask for is done whatever happens to them, each create
// once, because the SDK repeats what was not answered under the same Idempotency-Key.
import OpenAI, { APIError, toFile } from 'openai'
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { pendingCalls } from '@/lib/run/tool-calls'
import type { Acknowledged, KnownRun } from './acknowledged'
import { followRun } from './follow-run'
import type { Prng } from './prng'

/** With its pauses of up to 8 seconds this outlasts a restart of everything. */
const MAX_RETRIES = 15
const TIMEOUT_MS = 60_000
const POLL_MS = 100

export interface FleetWorld {
  /** Of the proxy. */
  readonly url: string
  readonly sdk: OpenAI
  readonly told: Acknowledged
  readonly prng: Prng
  readonly assistantId: string
  /** The bytes of files by their ids. */
  readonly contents: Map<string, string>
  /** Between two entries of a log while the run was at work, in milliseconds. */
  readonly pauses: number[]
}

export function createFleetSdk(url: string): OpenAI {
  const sdk = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: MAX_RETRIES, timeout: TIMEOUT_MS })
  // As the SDKs of some languages have it by themselves.
  return Object.assign(sdk, { idempotencyHeader: 'Idempotency-Key' })
}

/** As it came over the wire: the SDK's own types say less. */
const asWire = <T>(object: unknown) => JSON.parse(JSON.stringify(object)) as T

const refusedBecause = (error: unknown, words: RegExp) =>
  error instanceof APIError && error.status === 400 && words.test(error.message)

export async function newThread({ sdk, told }: FleetWorld, content: string): Promise<string> {
  const thread = asWire<Thread>(await sdk.beta.threads.create({ messages: [{ role: 'user', content }] }))
  told.thread(thread)
  const { data } = await sdk.beta.threads.messages.list(thread.id)
  for (const message of asWire<Message[]>(data)) told.message(message)
  return thread.id
}

export async function say({ sdk, told }: FleetWorld, threadId: string, content: string) {
  told.message(asWire<Message>(await sdk.beta.threads.messages.create(threadId, { role: 'user', content })))
}

const LINES = 5_000

/** Some hundred kilobytes, which every instance has to have. */
export async function upload({ sdk, told, contents, prng }: FleetWorld) {
  const text = `${prng.integer(0, 1_000_000)} of the lines\n`.repeat(prng.integer(1, LINES))
  const file = await sdk.files.create({ file: await toFile(Buffer.from(text), 'lines.txt'), purpose: 'assistants' })
  told.object(`/v1/files/${file.id}`, asWire<object>(file))
  contents.set(file.id, text)
}

export const download = async ({ sdk }: FleetWorld, id: string) => (await sdk.files.content(id)).text()

export async function startRun({ sdk, told, assistantId }: FleetWorld, threadId: string): Promise<KnownRun> {
  return told.run(asWire<Run>(await sdk.beta.threads.runs.create(threadId, { assistant_id: assistantId })))
}

export async function pollToEnd({ sdk }: FleetWorld, { id, thread_id }: KnownRun) {
  await sdk.beta.threads.runs.poll(id, { thread_id }, { pollIntervalMs: POLL_MS })
}

type Stream = AsyncIterable<unknown> & { readonly controller: AbortController }

/** Reads a stream as far as it goes. What was read has to be part of the run's log. */
async function readLeg(stream: Stream, read: (event: StreamEvent) => KnownRun | undefined, known?: KnownRun) {
  let run = known
  try {
    for await (const event of stream) run = read(asWire<StreamEvent>(event)) ?? run
  } catch {
    // Its instance is gone, or has lost the database.
  }
  return run
}

/** Creates a run with a stream. Where that breaks before it says anything, the same is asked for again. */
export async function streamRun({ sdk, told, assistantId }: FleetWorld, threadId: string): Promise<KnownRun> {
  const idempotencyKey = `stream-${threadId}-${told.count()}-${Math.random()}`
  for (;;) {
    const body = { assistant_id: assistantId, stream: true } as const
    const stream = await sdk.beta.threads.runs.create(threadId, body, { idempotencyKey })
    const run = await readLeg(stream, told.leg())
    if (run) return run
  }
}

interface Following {
  /** Whether calls are answered: by somebody else, if not. */
  readonly answers?: boolean
  readonly onEntry?: (entry: LoggedEvent) => Promise<unknown>
}

/** Reads the whole log of a run, to its end. */
export async function follow(world: FleetWorld, run: KnownRun, { answers, onEntry }: Following = {}) {
  let before: LoggedEvent | undefined
  for await (const entry of followRun(world.url, run.id)) {
    world.told.logged(run, entry)
    if (before && before.event !== 'thread.run.requires_action') world.pauses.push(entry.at - before.at)
    before = entry
    await onEntry?.(entry)
    if (answers && entry.event === 'thread.run.requires_action') await submit(world, run, entry.data as Run)
  }
}

/** On whichever instance, with a stream or without. */
async function submit({ sdk, told, prng }: FleetWorld, known: KnownRun, run: Run) {
  const outputs = pendingCalls(run).map(({ id }) => ({ tool_call_id: id, output: `18 degrees, says ${id}` }))
  const body = { thread_id: known.thread_id, tool_outputs: outputs }
  if (prng.pick([true, false])) {
    await sdk.beta.threads.runs.submitToolOutputs(known.id, body)
  } else {
    const stream = await sdk.beta.threads.runs.submitToolOutputs(known.id, { ...body, stream: true })
    await readLeg(stream, told.leg(known), known)
  }
  told.outputs(known, outputs)
}

/** The run may have come to its end before, and so may a first try whose answer was lost. */
export async function cancel({ sdk, told }: FleetWorld, run: KnownRun) {
  try {
    await sdk.beta.threads.runs.cancel(run.id, { thread_id: run.thread_id })
    told.cancel(run)
  } catch (error) {
    if (!refusedBecause(error, /Cannot cancel run with status/)) throw error
  }
}
