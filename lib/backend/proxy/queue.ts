import { createExclusive } from '@/lib/backend/exclusive'

export type Queue = ReturnType<typeof createQueue>

interface QueueOptions {
  /** Tells the operator of what no client waits for. */
  readonly report: (message: string, error: unknown) => void
  readonly signal: AbortSignal
}

/** For so long what pages read waits for what has passed and is not written yet, in milliseconds. */
const PATIENCE_MS = 2_000

/** What is to be recorded: of each thread one after the other, and after the answers that it passed in. */
export function createQueue({ report, signal }: QueueOptions) {
  const exclusive = createExclusive()
  const underway = new Set<Promise<unknown>>()
  const coming = new Set<Promise<void>>()

  function kept<T>(work: Promise<T>): Promise<T> {
    const done = work.finally(() => underway.delete(settled))
    const settled = done.catch(() => undefined)
    underway.add(settled)
    return done
  }

  return {
    /** Its failure is the caller's to tell. */
    inTurn: <T>(threadId: string, work: () => Promise<T>): Promise<T> => kept(exclusive(threadId, work)),

    /** The same for what is done in the background: no page waits for it, and who asks waits for its end. */
    aside: <T>(threadId: string, work: () => Promise<T>): Promise<T> => exclusive(threadId, work),

    /** Nobody waits for it. Who operates this is told when it fails. */
    put(threadId: string, work: () => Promise<void>) {
      kept(exclusive(threadId, work)).catch((error: unknown) => {
        if (!signal.aborted) report('What a backend answered could not be recorded.', error)
      })
    },

    /** Something has passed that is put when this resolves. It may not reject. */
    expect(put: Promise<void>) {
      coming.add(put)
      void put.then(() => coming.delete(put))
    },

    /** Resolves when everything that has passed until now is put. */
    async allPut() {
      if (coming.size > 0) await Promise.all(coming)
    },

    /** Resolves when what was put until now is written, or has waited long enough. */
    async settled() {
      if (underway.size === 0) return
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))
      await Promise.race([Promise.all(underway), patience])
      clearTimeout(timer)
    },

    /** Resolves when nothing is underway any more. */
    async ended() {
      while (underway.size > 0 || coming.size > 0) await Promise.all([...underway, ...coming])
    },
  }
}
