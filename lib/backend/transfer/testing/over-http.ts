// Transfers as pages use them, from connections that answer as a test wants.
import { join } from 'node:path'
import { setImmediate as othersFirst } from 'node:timers/promises'
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { Backend } from '@/lib/backend/backend'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import type { Store } from '@/lib/backend/store/store'
import type { Change } from '@/lib/protocol/playground'
import type { Transfer } from '@/lib/protocol/transfer'
import { createTransfers } from '../create-transfers'
import type { FileRoom } from '../held-bytes'

interface Options {
  readonly store: Store
  readonly folder: string
  readonly room?: FileRoom
  readonly connections: Backend
  readonly clock?: () => number
  readonly onLaid?: (change: Change) => void
}

let count = 0

const roomBeside = (folder: string): FileRoom => ({
  bytes: createBlobs(join(folder, 'blobs')),
  maxFileBytes: 1_000_000,
})

/** `slept`: for how many milliseconds it has waited, each time. None of them passes. */
export function startTransfers({ store, folder, connections, clock = Date.now, ...options }: Options) {
  const { room = roomBeside(folder), onLaid } = options
  const slept: number[] = []
  const reports: string[] = []
  const transfers = createTransfers({
    folder,
    targets: ['here'],
    storeOf: async () => store,
    roomOf: () => room,
    connections,
    onLaid: (_connection, change) => onLaid?.(change),
    clock,
    sleep: async (ms, signal) => {
      signal.throwIfAborted()
      if (ms > 0) slept.push(ms)
      await othersFirst()
    },
    newId: () => `transfer_over_${++count}`,
    report: (message, error) => void reports.push(`${message} ${String(error)}`),
  })

  const send = (path: string, init?: RequestInit) =>
    transfers.backend(new Request(`http://playground.test/api/transfers${path}`, init))

  async function ask<T = Transfer>(path: string, body?: object): Promise<T> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    const response = await send(path, body && init)
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  const settled = ({ id }: Transfer): Promise<Transfer> =>
    askUntil(
      () => ask(`/${id}`),
      ({ status }) => status !== 'checking' && status !== 'importing',
    )

  return {
    slept,
    reports,
    send,
    ask,
    settled,
    /** The dry run of a connection, over. */
    read: async (threads?: readonly string[]) =>
      settled(await ask('', { from: 'there', to: 'here', ...(threads && { thread_ids: threads }) })),
    import: async ({ id }: Transfer) => settled(await ask(`/${id}/import`, {})),
    close: () => transfers.close(),
  }
}

/** A backend elsewhere: objects by their paths, lists in pages. What else it is asked for it does not have. */
export interface Elsewhere {
  readonly backend: Backend
  /** The paths that were asked for, in their order. */
  readonly asked: string[]
}

type Answer = object | ((nth: number) => Response)

/** Lists are arrays. A function answers by how often the path was asked for before. */
export function createElsewhere(paths: Readonly<Record<string, Answer>>): Elsewhere {
  const asked: string[] = []
  return {
    asked,
    backend: async (request) => {
      const { pathname, searchParams } = new URL(request.url)
      const path = pathname.replace(/^\/api\/c\/there\/v1/, '')
      const nth = asked.filter((each) => each === path).length
      asked.push(path)
      const answer = paths[path]
      if (typeof answer === 'function') return answer(nth)
      if (answer === undefined) return refusal(404, `No such thing: ${path}.`)
      return Response.json(Array.isArray(answer) ? pageOf(answer, searchParams) : answer)
    },
  }
}

export const refusal = (status: number, message: string, headers: Record<string, string> = {}) =>
  Response.json({ error: { message, type: 'x', param: null, code: null } }, { status, headers })

function pageOf(all: readonly { readonly id: string }[], query: URLSearchParams) {
  const after = query.get('after')
  const begin = after ? all.findIndex(({ id }) => id === after) + 1 : 0
  const data = all.slice(begin, begin + Number(query.get('limit') ?? 20))
  const [first_id, last_id] = [data[0]?.id ?? null, data.at(-1)?.id ?? null]
  return { object: 'list', data, first_id, last_id, has_more: begin + data.length < all.length }
}
