// Makes the embeddings of what has none of the model in use, behind everything else: what was indexed before it was
// chosen, or while its endpoint did not answer.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Store } from '@/lib/backend/store/store'
import type { Meaning } from './meaning'

interface FillingOptions {
  readonly store: Pick<Store, 'chunks' | 'connection'>
  /** Where several instances share the store: one of them does it. */
  readonly jobs?: Jobs | undefined
  readonly meaning: Pick<Meaning, 'embed' | 'model' | 'onChoice'>
  /** What is in memory of these stores is not as it was. */
  readonly forget: (stores: readonly number[]) => void
  readonly report: (message: string, error: unknown) => void
}

const BLOCKS_AT_ONCE = 8

/** When an endpoint that did not answer is tried again. */
const AGAIN_MS = 300_000

export function createFilling({ store: { chunks, connection }, jobs, meaning, forget, report }: FillingOptions) {
  const closed = new AbortController()
  let underway: Promise<void> | undefined
  let isWanted = false
  let again: NodeJS.Timeout | undefined

  async function fillAll(signal: AbortSignal) {
    const { model } = meaning
    if (model !== undefined && !(await fill({ chunks, meaning, forget, signal }, model))) later()
  }
  const worker = jobs?.work('embed', connection, ({ signal }) => fillAll(signal))

  async function work() {
    clearTimeout(again)
    try {
      while (isWanted && !closed.signal.aborted) {
        isWanted = false
        await (jobs ? jobs.ensure('embed', [{ connection, id: 'all' }]) : fillAll(closed.signal))
      }
    } catch (error) {
      if (closed.signal.aborted) return
      report('Embeddings could not be made now of what is indexed; it is tried again.', error)
      later()
    }
  }

  function later() {
    again = setTimeout(kick, AGAIN_MS)
    again.unref()
  }

  function kick() {
    isWanted = true
    underway ??= work().finally(() => (underway = undefined))
  }
  const unsubscribe = meaning.onChoice(kick)

  return {
    begin: kick,

    async end() {
      unsubscribe()
      clearTimeout(again)
      closed.abort(new Error('The server is closing.'))
      await Promise.all([underway, worker?.stop()])
    },
  }
}

interface Filling extends Pick<FillingOptions, 'meaning' | 'forget'> {
  readonly chunks: Store['chunks']
  readonly signal: AbortSignal
}

/** False where the endpoint did not answer. */
async function fill({ chunks, meaning, forget, signal }: Filling, model: string): Promise<boolean> {
  const filled = new Set<number>()
  try {
    for (let after = 0; ;) {
      const blocks = await chunks.unembedded({ model, after, limit: BLOCKS_AT_ONCE })
      for (const { block, store, texts } of blocks) {
        // Another was chosen meanwhile.
        if (meaning.model !== model) return true
        const made = await meaning.embed(texts.map(asChunk), signal)
        if (!made) return false
        await chunks.setVectors({ block, store, ...made })
        filled.add(store)
        after = block
        await othersFirst()
      }
      if (blocks.length < BLOCKS_AT_ONCE) return true
    }
  } finally {
    // What is in memory of a store has only newer blocks added.
    forget([...filled])
  }
}

const asChunk = (text: string) => ({ text })
