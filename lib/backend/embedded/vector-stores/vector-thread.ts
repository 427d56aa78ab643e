import type { Worker } from 'node:worker_threads'
import { startWorker } from '@/lib/backend/separate-program'
import type { NearChunk, VectorAnswer, VectorJob } from './vector-messages'

interface Waiter {
  readonly resolve: (found: readonly NearChunk[]) => void
  readonly reject: (error: unknown) => void
}

type Nearest = Extract<VectorJob, { type: 'nearest' }>

/** The thread that holds vectors, which starts when it is first needed. `onEnd`: it holds none any more. */
export function createVectorThread(onEnd: () => void) {
  const waiting = new Map<number, Waiter>()
  let worker: Worker | undefined
  let asked = 0

  function start(): Worker {
    const started = startWorker('lib/backend/embedded/vector-stores/vectors.program', {})
    const end = (error: unknown) => {
      if (worker !== started) return
      worker = undefined
      onEnd()
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    started.unref()
    started.on('message', ({ id, found }: VectorAnswer) => {
      waiting.get(id)?.resolve(found)
      waiting.delete(id)
    })
    started.on('error', end)
    started.on('exit', () => end(new Error('The thread that compares vectors has ended.')))
    return started
  }

  const tell = (job: VectorJob) => {
    worker ??= start()
    worker.postMessage(job)
  }

  return {
    tell,

    nearest(query: Omit<Nearest, 'type' | 'id'>): Promise<readonly NearChunk[]> {
      asked += 1
      const id = asked
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        tell({ type: 'nearest', id, ...query })
      })
    },

    /** Ends the thread; who waits for it is told by an error. */
    async close() {
      await worker?.terminate()
    },
  }
}
