// Connections as tests start them: a real database in a folder of the test's own, and servers that are made up.
import { expect } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { blobsIn } from '@/lib/backend/embedded/testing/embedded'
import { createEmbedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { ErrorBody } from '@/lib/protocol/error'
import { createConnections } from '../create-connections'
import type { Definition } from '../definition'

export const KEY = 'sk-the-secret-of-the-account'
export const account = { kind: 'appbuilder', name: 'Our account', url: 'https://gateway.test/', key: KEY }

export interface Sent {
  readonly url: string
  readonly authorization: string | null
}

interface Options {
  readonly folder: string
  /** Answers for all servers. */
  readonly answer: (request: Request) => Promise<Response>
  /** Told of what is sent to them. */
  readonly onSent: (sent: Sent) => void
  /** What the encryption key is made of. */
  readonly secret?: number
  readonly environment?: readonly Definition[]
}

export async function startConnections({ folder, answer, onSent, secret = 1, environment = [] }: Options) {
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const embedded = await createEmbedded({
    store: await database.storeOf(EMBEDDED),
    blobs: createBlobs(blobsIn(folder)),
    models: createTapes().models,
    model: { kind: 'scripted', host: null },
  })
  const fetch = (url: string, init?: RequestInit) => {
    const request = new Request(url, init)
    onSent({ url, authorization: request.headers.get('x-appbuilder-authorization') })
    return answer(request)
  }
  const { backend, close } = await createConnections({
    embedded,
    environment,
    database,
    sealer: createSealer(() => new Uint8Array(32).fill(secret)),
    fetch,
    fetchAsSent: fetch,
    maxBodyBytes: 1_048_576,
    clock: Date.now,
    sleep: async () => undefined,
    // These servers are made up, and have no lists of threads.
    report: (message, error) =>
      message.startsWith('The list of a backend’s threads') || expect.unreachable(`${message} ${String(error)}`),
  })
  return {
    ...askingOf(backend),
    async close() {
      await close()
      await embedded.close()
      await database.close()
    },
  }
}

function askingOf(backend: Backend) {
  const send = (method: string, to: string, body?: object) =>
    backend(
      new Request(`http://playground.test${to}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    )
  return {
    async call<T>(method: string, to: string, body?: object): Promise<T> {
      const response = await send(method, to, body)
      const text = await response.text()
      expect(text).not.toContain(KEY)
      if (!response.ok) throw new Error(`${method} ${to} was refused: ${text}`)
      return JSON.parse(text) as T
    },
    async refusal(method: string, to: string, body?: object) {
      const response = await send(method, to, body)
      const text = await response.text()
      expect(response.ok, text).toBe(false)
      expect(text).not.toContain(KEY)
      const { error } = JSON.parse(text) as { readonly error: ErrorBody }
      return { status: response.status, ...error }
    },
  }
}
