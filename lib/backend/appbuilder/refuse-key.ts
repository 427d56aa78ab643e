import { badRequest } from '@/lib/protocol/error'

/** Throws for an upload under an idempotency key: its form differs with every sending, so nobody knows it again. */
export function refuseKey(key: string | undefined) {
  if (key === undefined) return
  throw badRequest('Uploads cannot be done once by an Idempotency-Key. Send them without one.', {
    code: 'unsupported_value',
  })
}
