// Credentials that end, renewed before they do, with one request at a time however many wait for it.
import type { Clock } from '@/lib/backend/clock'
import type { BucketCredentials, CredentialSource, LentCredentials } from './credentials'

/** So long before their end others are asked for, while these still go. */
const EARLY_MS = 5 * 60_000

/** Between two such requests: whoever gives them may give the same until shortly before their end. */
const PAUSE_MS = 60_000

export interface RenewedOptions {
  /** Asks for others. Throws CredentialsError. */
  readonly ask: () => Promise<LentCredentials>
  readonly clock: Clock
  readonly report: (message: string, error: unknown) => void
}

export function createRenewedCredentials({ ask, clock, report }: RenewedOptions): CredentialSource {
  let known: LentCredentials | undefined
  let againMs = 0
  let underway: Promise<BucketCredentials> | undefined

  async function renewed(): Promise<BucketCredentials> {
    known = await ask()
    // Also those that seem to have ended, be it by a wrong clock: only the bucket knows whether they still go.
    againMs = clock() + PAUSE_MS
    return known
  }
  const renew = () => (underway ??= renewed().finally(() => (underway = undefined)))

  return {
    async get() {
      if (!known) return renew()
      const now = clock()
      const leftMs = (known.expiresMs ?? Infinity) - now
      if (leftMs > EARLY_MS || now < againMs) return known
      if (leftMs <= 0) return renew()
      againMs = now + Math.min(PAUSE_MS, leftMs)
      renew().catch((error: unknown) => report('The key of the bucket could not be renewed yet.', error))
      return known
    },

    refuse(used) {
      if (known === used) known = undefined
      return true
    },
  }
}
