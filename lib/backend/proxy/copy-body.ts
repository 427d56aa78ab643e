// An answer on its way to the client, copied to an observer. The client never waits for it, and it gets every byte.
import { withResolvers } from '@/lib/backend/with-resolvers'

/** Told of each piece when it comes. May not throw. */
export interface BodyObserver {
  onBytes(bytes: Uint8Array): void
  /** `error`: why the upstream broke off; undefined at a proper end. */
  ended(error?: unknown): void
}

/** So many bytes may wait for a client that reads slowly, or not at all; beyond that the upstream is slowed down. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024

/**
 * The body for the client. It breaks off where the upstream does. A client that goes away changes nothing: the upstream
 * is read to its end.
 */
export function copyBody(body: ReadableStream<Uint8Array>, observer: BodyObserver): ReadableStream<Uint8Array> {
  let isGone = false
  let wanted = withResolvers()
  const wake = () => {
    const { resolve } = wanted
    wanted = withResolvers()
    resolve()
  }
  return new ReadableStream<Uint8Array>(
    {
      start(client) {
        void pump(body, observer, {
          put: (bytes) => isGone || client.enqueue(bytes),
          close: () => isGone || client.close(),
          error: (reason) => isGone || client.error(reason),
          hasRoom: () => isGone || (client.desiredSize ?? 0) > 0,
          async room() {
            while (!this.hasRoom()) await wanted.promise
          },
        })
      },
      pull: wake,
      cancel() {
        isGone = true
        wake()
      },
    },
    { highWaterMark: MAX_WAITING_BYTES, size: (bytes) => bytes?.byteLength ?? 0 },
  )
}

interface Client {
  put(bytes: Uint8Array): unknown
  close(): unknown
  error(reason: unknown): unknown
  hasRoom(): boolean
  /** Resolves when it takes more, or has gone. */
  room(): Promise<void>
}

async function pump(body: ReadableStream<Uint8Array>, observer: BodyObserver, client: Client) {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      client.put(value)
      observer.onBytes(value)
      if (!client.hasRoom()) await client.room()
    }
  } catch (error) {
    observer.ended(error)
    client.error(error)
    return
  }
  client.close()
  observer.ended()
}
