// Notices between instances through PostgreSQL's LISTEN and NOTIFY, on a connection of its own, which is made again
// when it breaks.
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Notifier, Place } from '@/lib/backend/notifier'

const CHANNEL = 'playground'

/** PostgreSQL refuses a payload of 8,000 bytes; before the notices stands who tells them, and a number. */
const MAX_BYTES = 7_900

/** Of so many that wait for a connection the oldest are dropped: whoever would hear them is told that some are missed. */
const MAX_WAITING = 10_000

const PAUSES_MS = { shortest: 100, longest: 5_000 }

/** As much of a client of PostgreSQL as this takes. */
export interface NoticeClient {
  connect(): Promise<unknown>
  query(text: string, values?: readonly unknown[]): Promise<unknown>
  end(): Promise<void>
  on(event: 'notification', listener: (message: { readonly payload?: string | undefined }) => void): unknown
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown
}

interface PostgresNotifierOptions {
  readonly createClient: () => NoticeClient
  readonly report: (message: string, error: unknown) => void
}

export interface PostgresNotifier extends Notifier {
  close(): Promise<void>
}

type Listener = (notice: unknown, place: Place) => void

/** A topic's name and a notice of it; nothing where notices may have been missed. */
type Entry = readonly [] | readonly [name: string, notice: unknown]

/** Throws when the database cannot be reached at first. */
export async function createPostgresNotifier(options: PostgresNotifierOptions): Promise<PostgresNotifier> {
  const { createClient, report } = options
  const self = `${randomBytes(9).toString('base64url')}:`
  const listeners = new Map<string, Set<Listener>>()
  const missed = new Set<() => void>()
  const closing = new AbortController()
  let client: { readonly query: NoticeClient['query']; readonly lose: () => void } | undefined
  /** Of two that are the same, told at a time, PostgreSQL would deliver one: each has a number. */
  let count = 0
  /** Entries as JSON. */
  let waiting: string[] = []
  let sending: Promise<void> | undefined

  function call(work: () => void) {
    try {
      work()
    } catch (error) {
      report('A notice could not be followed.', error)
    }
  }

  function hear(entry: Entry, place: Place) {
    const [name, notice] = entry
    if (name === undefined) for (const listener of missed) call(listener)
    else for (const listener of listeners.get(name) ?? []) call(() => listener(notice, place))
  }

  function receive(payload = '') {
    if (payload.startsWith(self)) return
    call(() => {
      for (const entry of JSON.parse(payload.slice(payload.indexOf(' '))) as readonly Entry[]) hear(entry, 'elsewhere')
    })
  }

  async function open() {
    const fresh = createClient()
    const state = { isOpen: false, isLost: false }
    const lose = () => {
      if (state.isLost) return
      state.isLost = true
      void fresh.end().catch(() => undefined)
      if (!state.isOpen) return
      client = undefined
      if (!closing.signal.aborted) void reopen()
    }
    fresh.on('notification', ({ payload }) => receive(payload))
    fresh.on('error', lose)
    fresh.on('end', lose)
    try {
      await fresh.connect()
      // What is told here is lost with a crash of the database in any case: no disk has to be waited for.
      await fresh.query(`set synchronous_commit = off; listen ${CHANNEL}`)
    } catch (error) {
      lose()
      throw error
    }
    state.isOpen = true
    client = { query: (...asked) => fresh.query(...asked), lose }
  }

  async function reopen() {
    for (let pause = PAUSES_MS.shortest; !closing.signal.aborted; pause = Math.min(2 * pause, PAUSES_MS.longest)) {
      try {
        await wait(pause, undefined, { signal: closing.signal, ref: false })
        await open()
        break
      } catch {
        // Whoever writes meanwhile hears of it; here it is tried again.
      }
    }
    if (client) hear([], 'here')
    send()
  }

  function send() {
    sending ??= sendAll().finally(() => (sending = undefined))
  }

  /** What is told in one turn of the event loop, and while a statement is underway, goes out together. */
  async function sendAll() {
    await new Promise((resolve) => setImmediate(resolve))
    while (client && waiting.length > 0) {
      const told = waiting
      const { query, lose } = client
      waiting = []
      try {
        await query(`select pg_notify('${CHANNEL}', payload) from unnest($1::text[]) as told (payload)`, [
          payloadsOf(told).map((payload) => `${self}${(count += 1)} ${payload}`),
        ])
      } catch {
        // They may have gone out or not: once there is a connection, the others look for themselves.
        waiting = [JSON.stringify([] satisfies Entry)]
        lose()
        return
      }
    }
  }

  await open()
  return {
    isShared: true,

    tell({ name }, notice, short) {
      hear([name, notice], 'here')
      if (closing.signal.aborted) return
      const text = JSON.stringify([name, notice] satisfies Entry)
      const brief = () => JSON.stringify(short === undefined ? [] : [name, short])
      waiting.push(fits(text) ? text : brief())
      if (waiting.length > MAX_WAITING) waiting = [JSON.stringify([] satisfies Entry)]
      send()
    },

    listen({ name }, listener) {
      const own = listeners.get(name) ?? new Set()
      listeners.set(name, own)
      own.add(listener as Listener)
      return () => void own.delete(listener as Listener)
    },

    onMissed(listener) {
      missed.add(listener)
      return () => void missed.delete(listener)
    },

    async close() {
      await sending
      closing.abort()
      client?.lose()
    },
  }
}

const fits = (text: string) => Buffer.byteLength(text) < MAX_BYTES

/** As few as hold them all. */
function payloadsOf(entries: readonly string[]): readonly string[] {
  const payloads: string[] = []
  let [held, bytes] = [[] as string[], 0]
  const close = () => {
    if (held.length > 0) payloads.push(`[${held.join(',')}]`)
    ;[held, bytes] = [[], 0]
  }
  for (const entry of entries) {
    const size = Buffer.byteLength(entry) + 1
    if (bytes + size > MAX_BYTES) close()
    held.push(entry)
    bytes += size
  }
  close()
  return payloads
}
