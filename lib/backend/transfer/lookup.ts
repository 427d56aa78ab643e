import type { Tables } from '@/lib/backend/store/store'
import type { Transferred } from '@/lib/backend/store/transfer-table'
import { tableOf, type StoredKind } from './as-stored'
import { isMissing, type UnitOrMissing } from './unit'

/** What is known of the objects of a piece, asked for at once: one by one it takes most of the time of a dry run. */
export interface Lookup {
  /** As `TransferTable.known`. */
  known(kind: StoredKind, id: string): Promise<Transferred | undefined>
  /** Whether there may be such an object here. */
  mayStand(kind: StoredKind, id: string): boolean
  /** Call when the object has been written. */
  forget(kind: StoredKind, id: string): void
}

export async function lookUp(tables: Tables, piece: readonly UnitOrMissing[]): Promise<Lookup> {
  const known = new Map<string, Transferred | undefined>()
  const absent = new Set<string>()
  const keyOf = (kind: StoredKind, id: string) => `${kind} ${id}`
  for (const kind of Object.keys(tableOf) as StoredKind[]) {
    const ids = [...new Set(piece.flatMap((unit) => (!isMissing(unit) && unit.kind === kind ? [unit.id] : [])))]
    if (ids.length === 0) continue
    const [brought, standing] = [
      await tables.transfers.knownOf(kind, ids),
      await tables.transfers.standing(tableOf[kind], ids),
    ]
    for (const id of ids) {
      known.set(keyOf(kind, id), brought.get(id))
      if (!standing.has(id)) absent.add(keyOf(kind, id))
    }
  }
  return {
    known: async (kind, id) =>
      known.has(keyOf(kind, id)) ? known.get(keyOf(kind, id)) : tables.transfers.known(kind, id),
    mayStand: (kind, id) => !absent.has(keyOf(kind, id)),
    forget(kind, id) {
      known.delete(keyOf(kind, id))
      absent.delete(keyOf(kind, id))
    },
  }
}
