import { keep, keptUnder } from '@/components/kept/kept-in-tab'

// An idempotency key for each message and run. A retry, after no answer came, has the same key, so that the server acts
// once.
type Sent = 'message' | 'run'

interface KeptKey {
  readonly key: string
  /** What was sent with it. */
  readonly body: string
}

const nameOf = (sent: Sent, thread: string) => `key:${sent}:${thread}`

/** The `Idempotency-Key` of this body: that of the last try as long as nothing else was sent and no success told. */
export function sendKeyFor(sent: Sent, thread: string, body: unknown): string {
  const name = nameOf(sent, thread)
  const text = JSON.stringify(body)
  const known = keptUnder<KeptKey>(name)
  if (known?.body === text) return known.key
  const key = newKey()
  keep(name, { key, body: text } satisfies KeptKey)
  return key
}

/** It has arrived: the same body sent again is a new one. */
export const forgetSendKey = (sent: Sent, thread: string) => keep(nameOf(sent, thread), undefined)

/** 128 random bits; `crypto.randomUUID` is for pages over HTTPS only. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
