// The list of a backend's threads as the one process of a database reads it.
import type { BackgroundListing } from './background-listing'
import {
  keepListing,
  type KeptListing,
  keptListing,
  newListing,
  startedListing,
  toldListing,
  underway,
} from './kept-listing'
import { readDaily } from './read-daily'
import type { Recording } from './recording'

export function createListingHere(recording: Recording): BackgroundListing {
  const { store, clock } = recording
  const job = createJob(recording)

  return {
    state: () => toldListing(store, { nowMs: clock(), waitsUntilMs: job.waitsUntilMs() }),

    async start() {
      const kept = await keptListing(store)
      if (kept?.status === 'running' && job.isRunning()) return
      // One that has ended waits for its next day.
      await job.stop()
      const next = startedListing(kept, clock())
      await keepListing(store, next)
      job.begin(next)
    },

    async stop() {
      await job.stop()
      const kept = await keptListing(store)
      if (kept?.status === 'running') await keepListing(store, { ...kept, status: 'stopped' })
    },

    async open() {
      const kept = (await keptListing(store)) ?? newListing(clock(), undefined)
      if (kept.status !== 'stopped') job.begin(kept.status === 'failed' ? underway(kept) : kept)
    },

    leave: () => job.stop(),
    ended: () => job.ended(),
  }
}

/** The one reading that is underway, or waits for its day. */
function createJob(recording: Recording) {
  const { store, clock, closing, report } = recording
  let job: { readonly stopping: AbortController; readonly done: Promise<void> } | undefined
  let waitsUntilMs: number | null = null

  return {
    isRunning: () => job !== undefined,
    waitsUntilMs: () => waitsUntilMs,

    begin(kept: KeptListing) {
      const stopping = new AbortController()
      const signal = AbortSignal.any([stopping.signal, closing.signal])
      const done = readDaily(kept, {
        ...{ recording, signal, put: (kept) => keepListing(store, kept) },
        onWaiting: (ms) => void (waitsUntilMs = ms === null ? null : clock() + ms),
      })
        .catch((error: unknown) => {
          // What it has come to could not be kept.
          if (!signal.aborted) report('Reading the list of a backend’s threads has ended.', error)
        })
        .finally(() => {
          waitsUntilMs = null
          if (job?.done === done) job = undefined
        })
      job = { stopping, done }
    },

    async stop() {
      const stopped = job
      stopped?.stopping.abort(new Error('Reading the list was stopped.'))
      await stopped?.done
    },

    async ended() {
      await job?.done
    },
  }
}
