// Notices between instances through PostgreSQL's LISTEN and NOTIFY.
import { randomBytes } from 'node:crypto'
import type { Notifier, Place } from '@/lib/backend/notifier'
import { type NoticeClient, openNoticeLine } from './notice-line'

/** PostgreSQL refuses a payload of 8,000 bytes; before the notices stands who tells them, and a number. */
const MAX_BYTES = 7_900

/** Of so many that wait for a connection none is kept: whoever would hear them is told that some are missed. */
const MAX_WAITING = 10_000

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

const MISSED = JSON.stringify([] satisfies Entry)

/** Throws when the database cannot be reached at first. */
export async function createPostgresNotifier({
  createClient,
  report,
}: PostgresNotifierOptions): Promise<PostgresNotifier> {
  const self = `${randomBytes(9).toString('base64url')}:`
  const listeners = createListeners(report)
  /** Entries as JSON. */
  let waiting: string[] = []
  let sending: Promise<void> | undefined
  /** Of two that are the same, told at a time, PostgreSQL would deliver one: each has a number. */
  let count = 0

  const line = await openNoticeLine({
    createClient,
    onPayload(payload) {
      if (!payload.startsWith(self)) listeners.hearAll(payload.slice(payload.indexOf(' ')))
    },
    onAgain() {
      listeners.hear([], 'here')
      send()
    },
  })

  function send() {
    sending ??= sendAll().finally(() => (sending = undefined))
  }

  /** What is told in one turn of the event loop, and while a statement is underway, goes out together. */
  async function sendAll() {
    await new Promise((resolve) => setImmediate(resolve))
    while (line.isOpen() && waiting.length > 0) {
      const payloads = payloadsOf(waiting).map((payload) => `${self}${(count += 1)} ${payload}`)
      waiting = []
      // Once there is a connection, the others look for themselves.
      if (!(await line.send(payloads))) waiting = [MISSED]
    }
  }

  return {
    isShared: true,

    tell({ name }, notice, short) {
      listeners.hear([name, notice], 'here')
      const text = JSON.stringify([name, notice] satisfies Entry)
      const brief = () => (short === undefined ? MISSED : JSON.stringify([name, short] satisfies Entry))
      waiting.push(Buffer.byteLength(text) < MAX_BYTES ? text : brief())
      if (waiting.length > MAX_WAITING) waiting = [MISSED]
      send()
    },

    listen: ({ name }, listener) => listeners.add(name, listener as Listener),
    onMissed: listeners.addMissed,

    async close() {
      await sending
      line.close()
    },
  }
}

/** What one of them throws stops no other. */
function createListeners(report: PostgresNotifierOptions['report']) {
  const byName = new Map<string, Set<Listener>>()
  const missed = new Set<() => void>()

  function call(work: () => void) {
    try {
      work()
    } catch (error) {
      report('A notice could not be followed.', error)
    }
  }

  function hear([name, notice]: Entry, place: Place) {
    if (name === undefined) for (const listener of missed) call(listener)
    else for (const listener of byName.get(name) ?? []) call(() => listener(notice, place))
  }

  return {
    hear,

    hearAll: (text: string) =>
      call(() => {
        for (const entry of JSON.parse(text) as readonly Entry[]) hear(entry, 'elsewhere')
      }),

    add(name: string, listener: Listener) {
      const own = byName.get(name) ?? new Set()
      byName.set(name, own)
      own.add(listener)
      return () => void own.delete(listener)
    },

    addMissed(listener: () => void) {
      missed.add(listener)
      return () => void missed.delete(listener)
    },
  }
}

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
