// Tells whoever measures or traces how a model answers, and how a call of a hosted tool goes.
import { randomUUID } from 'node:crypto'
import type { Run } from '@/lib/protocol/run'
import { traceKept } from '@/lib/backend/log/kept-trace'
import type { Model, ModelChunk, ModelEntry } from '@/lib/backend/models/model'
import type { Store } from '@/lib/backend/store/store'
import { doing, isTracing, type ModelCall, modelCalls, type ToolCallHere, toolCalls } from '@/lib/backend/telemetry'

interface Asking {
  readonly store: Pick<Store, 'connection' | 'records'>
  readonly entry: Pick<ModelEntry, 'endpoint'>
}

/** Asks a model for a run; what the work asks of others goes on with the run's trace. */
export async function askedFor<T>(
  run: Run,
  { store, entry }: Asking,
  work: (told: ToldModel) => Promise<T>,
): Promise<T> {
  if (!modelCalls.isHeard()) return work(asItIs)
  const { connection, records } = store
  const trace = isTracing() ? await traceKept(records, run.id) : undefined
  const call = { id: randomUUID(), connection, run: run.id, trace, model: run.model, endpoint: entry.endpoint }
  return doing({ connection, run: run.id, trace, call: call.id }, () => work(toldOf(call)))
}

type ToldModel = (answer: Model) => Model

const asItIs: ToldModel = (answer) => answer

const toldOf =
  (call: ModelCall): ToldModel =>
  (answer) =>
  (input) => {
    const { instructions, turns } = input
    modelCalls.tell({ phase: 'asked', call, input: { instructions, turns } })
    const chunks = answer(input)[Symbol.asyncIterator]()
    return { [Symbol.asyncIterator]: () => toldChunks(call, chunks) }
  }

/** The chunks as they are. An answer has hundreds of them, and a generator would wait several times for each. */
function toldChunks(call: ModelCall, chunks: AsyncIterator<ModelChunk>): AsyncIterator<ModelChunk> {
  let end: Extract<ModelChunk, { type: 'finish' }> | undefined
  let hasSpoken = false
  const tellEnd = (error?: unknown) =>
    modelCalls.tell({ phase: 'ended', call, usage: end?.usage, finish: end?.reason, error })

  function hear(result: IteratorResult<ModelChunk>) {
    const { done, value: chunk } = result
    if (done) tellEnd()
    else if (chunk.type === 'finish') end = chunk
    if (!done && !hasSpoken && chunk.type !== 'adapted') {
      hasSpoken = true
      modelCalls.tell({ phase: 'spoke', call })
    }
    return result
  }

  function fail(error: unknown): never {
    tellEnd(error)
    throw error
  }

  return {
    next: () => chunks.next().then(hear, fail),
    async return() {
      try {
        await chunks.return?.()
      } finally {
        tellEnd()
      }
      return { done: true, value: undefined }
    },
  }
}

/** Tells of a call of a hosted tool while its events are read. */
export async function* toldTool<T>(call: ToolCallHere, events: AsyncIterable<T>): AsyncGenerator<T> {
  toolCalls.tell({ phase: 'begun', call })
  let error: unknown
  try {
    yield* events
  } catch (thrown) {
    error = thrown
    throw thrown
  } finally {
    toolCalls.tell({ phase: 'ended', call, error })
  }
}
