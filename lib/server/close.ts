// Ends the process. Everything that was acknowledged is on disk already, so this is only about ending cleanly: first
// streams, then requests that are nearly answered, then the runs and the store.
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Listener } from './listen'

/** How long an answer that is being worked on may take to finish. */
const ANSWERS_MS = 250
/** After this time the process ends in any case. On a machine that is not busy all takes a fraction of a second. */
const ALL_MS = 3_000

/** The same where work is handed over to other instances: what is not takes them some seconds more to find. */
const HANDED_OVER_MS = 5_000

export interface Closing {
  readonly listener: Listener
  /** Are there other instances over the same database? */
  readonly isShared: boolean
  /** Closes runs and store, in this order. */
  closeBackend(): Promise<void>
}

/** Resolves with true when everything was closed in time. */
export async function close({ listener, isShared, closeBackend }: Closing): Promise<boolean> {
  const { server, unfinished } = listener
  const late = wait(isShared ? HANDED_OVER_MS : ALL_MS, false, { ref: false })
  server.close()
  for (const response of unfinished) {
    // Cut off, not ended: the client then knows that there is more, and connects again.
    if (isStream(response)) response.destroy()
  }
  const closed = async () => {
    await Promise.race([finished(unfinished), wait(ANSWERS_MS)])
    server.closeAllConnections()
    await closeBackend()
    return true
  }
  return Promise.race([closed(), late])
}

const isStream = (response: ServerResponse) => /^text\/event-stream/.test(String(response.getHeader('content-type')))

async function finished(unfinished: ReadonlySet<ServerResponse>) {
  await Promise.all([...unfinished].map((response) => new Promise((resolve) => response.once('close', resolve))))
}

/** Calls `stop` at the first signal to end; the second one ends the process at once. */
export function onEndSignal(stop: () => void) {
  let stopping = false
  const stopOnce = () => {
    if (!stopping) stop()
    stopping = true
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (stopping ? process.exit(1) : stopOnce()))
  }
  if (process.env['npm_lifecycle_event'] !== undefined) onOrphaned(stopOnce)
}

const PARENT_CHECK_MS = 200

/** A supervisor that ends `npm start` ends npm and its shell, and neither passes the signal on: we are left alone. */
function onOrphaned(stop: () => void) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) stop()
  }, PARENT_CHECK_MS).unref()
}
