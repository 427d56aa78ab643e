// Makes the embeddings of what has none of the model in use, behind everything else: what was indexed before it was
// chosen, or while its endpoint did not answer.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Store } from '@/lib/backend/store/store'
import type { Meaning } from './meaning'

interface FillingOptions {
  readonly store: Pick<Store, 'chunks'>
  readonly meaning: Pick<Meaning, 'embed' | 'model' | 'onChoice' | 'forget'>
  readonly report: (message: string, error: unknown) => void
}

const BLOCKS_AT_ONCE = 8

/** When an endpoint that did not answer is tried again. */
const AGAIN_MS = 300_000

export function createFilling({ store: { chunks }, meaning, report }: FillingOptions) {
  const closed = new AbortController()
  let underway: Promise<void> | undefined
  let isWanted = false
  let again: NodeJS.Timeout | undefined

  async function work() {
    clearTimeout(again)
    try {
      while (isWanted && !closed.signal.aborted) {
        isWanted = false
        const { model } = meaning
        if (model !== undefined && !(await fill({ chunks, meaning, signal: closed.signal }, model))) later()
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
      await underway
    },
  }
}

interface Filling extends Pick<FillingOptions, 'meaning'> {
  readonly chunks: Store['chunks']
  readonly signal: AbortSignal
}

/** False where the endpoint did not answer. */
async function fill({ chunks, meaning, signal }: Filling, model: string): Promise<boolean> {
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
    meaning.forget([...filled])
  }
}

const asChunk = (text: string) => ({ text })
