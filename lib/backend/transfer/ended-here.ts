// What was underway in its source is history here: nobody carries it on, and it must not keep its thread from others.
import type { StoredKind } from './as-stored'
import { isUnderway } from './notes-of'
import type { Raw } from './unit'

/**
 * The object as it ends: expired, for whoever carried it did not bring it to its end in its time. How it stood is kept
 * beside it (see `UNDERWAY`). What was over already stays as it is. `seconds` is the moment for what tells no deadline.
 */
export function endedHere(kind: StoredKind, object: Raw, seconds: number): Raw {
  if (!isUnderway(object['status'])) return object
  if (kind === 'message') {
    const end = { status: 'incomplete', incomplete_details: { reason: 'run_expired' }, incomplete_at: seconds }
    return { ...object, ...end }
  }
  const expires = object['expires_at'] ?? seconds
  if (kind === 'step') return { ...object, status: 'expired', expired_at: expires }
  return kind === 'run' ? { ...object, status: 'expired', expires_at: expires, required_action: null } : object
}

/** The kind of the record, of a thread, of the objects that were underway: their statuses there, by their ids. */
export const UNDERWAY = 'transfer.underway'
