// What is being done for runs of a connection in this process.

export type Underway = ReturnType<typeof createUnderway>

interface Begun {
  readonly runId: string
  readonly call: { readonly id: string }
}

export function createUnderway(closing: AbortSignal) {
  const calls = new Map<string, { readonly runId: string; readonly abort: AbortController }>()
  const works = new Set<Promise<unknown>>()
  const named = new Map<string, { again: boolean }>()

  function keep(work: Promise<unknown>) {
    const done = work.finally(() => works.delete(done))
    works.add(done)
  }

  function doing({ runId, call }: Begun, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const abort = new AbortController()
    calls.set(call.id, { runId, abort })
    return work(AbortSignal.any([abort.signal, closing])).finally(() => calls.delete(call.id))
  }

  return {
    /** Work that the closing waits for. It may not reject. */
    keep,

    /** Answers a call; its signal is aborted when the run goes on without it, and when the server closes. */
    doing,

    has: (callId: string) => calls.has(callId),

    /** The same in the background. It may not reject. */
    begin: (begun: Begun, work: (signal: AbortSignal) => Promise<void>) => keep(doing(begun, work)),

    endRun(runId: string) {
      for (const each of calls.values()) {
        if (each.runId === runId) each.abort.abort(new Error('The run waits for it no longer.'))
      }
    },

    /** One at a time under a name; asked for meanwhile, once more behind it. */
    once(name: string, work: () => Promise<void>) {
      const known = named.get(name)
      if (known) {
        known.again = true
        return
      }
      const state = { again: false }
      named.set(name, state)
      const run = async () => {
        do {
          state.again = false
          await work()
        } while (state.again && !closing.aborted)
        named.delete(name)
      }
      keep(run())
    },

    /** Resolves when nothing is being done any more. */
    async ended() {
      while (works.size > 0) await Promise.allSettled(works)
    },
  }
}
