// The key and the headers of a server elsewhere, as the database keeps them.
import { type Sealer, SealError } from './sealing'
import type { Secrets } from './upstream-checks'

export const noSecrets: Secrets = { key: '', headers: {} }

export const sealSecrets = (sealer: Sealer, { key, headers }: Secrets, purpose: string): string =>
  sealer.seal(JSON.stringify({ key, headers }), purpose)

/** Undefined where the present key opens them no more. */
export function openSecrets(sealer: Sealer, sealed: string | null, purpose: string): Secrets | undefined {
  if (sealed === null) return noSecrets
  try {
    return JSON.parse(sealer.open(sealed, purpose)) as Secrets
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}
