// A connection to PostgreSQL for notices, which is made again when it breaks.
import { setTimeout as wait } from 'node:timers/promises'

const CHANNEL = 'playground'
const NOTIFY = `select pg_notify('${CHANNEL}', payload) from unnest($1::text[]) as told (payload)`

const PAUSES_MS = { shortest: 100, longest: 5_000 }

/** As much of a client of PostgreSQL as this takes. */
export interface NoticeClient {
  connect(): Promise<unknown>
  query(text: string, values?: readonly unknown[]): Promise<unknown>
  end(): Promise<void>
  on(event: 'notification', listener: (message: { readonly payload?: string | undefined }) => void): unknown
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown
}

interface NoticeLineOptions {
  readonly createClient: () => NoticeClient
  readonly onPayload: (payload: string) => void
  /** It was broken and is there again: what was sent meanwhile was not heard. */
  readonly onAgain: () => void
}

/** Throws when the database cannot be reached at first. */
export async function openNoticeLine({ createClient, onPayload, onAgain }: NoticeLineOptions) {
  const closing = new AbortController()
  let current: { readonly query: NoticeClient['query']; readonly lose: () => void } | undefined

  async function open() {
    const client = createClient()
    const state = { isOpen: false, isLost: false }
    function lose() {
      if (state.isLost) return
      state.isLost = true
      void client.end().catch(() => undefined)
      if (!state.isOpen) return
      current = undefined
      if (!closing.signal.aborted) void reopen()
    }
    client.on('notification', ({ payload = '' }) => onPayload(payload))
    client.on('error', lose)
    client.on('end', lose)
    await begin(client).catch((error: unknown) => {
      lose()
      throw error
    })
    state.isOpen = true
    current = { query: (...asked) => client.query(...asked), lose }
  }

  async function reopen() {
    for (let pause = PAUSES_MS.shortest; !current; pause = Math.min(2 * pause, PAUSES_MS.longest)) {
      await wait(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
      if (closing.signal.aborted) return
      // Whoever writes meanwhile hears of a failure; here it is tried again.
      await open().catch(() => undefined)
    }
    onAgain()
  }

  await open()
  return {
    isOpen: () => current !== undefined,

    /** False when they may not have gone out: then the connection is made anew. */
    async send(payloads: readonly string[]): Promise<boolean> {
      const used = current
      try {
        await used?.query(NOTIFY, [payloads])
        return used !== undefined
      } catch {
        used?.lose()
        return false
      }
    },

    close() {
      closing.abort()
      current?.lose()
    },
  }
}

async function begin(client: NoticeClient) {
  await client.connect()
  // What is told here is lost with a crash of the database in any case: no disk has to be waited for.
  await client.query(`set synchronous_commit = off; listen ${CHANNEL}`)
}
