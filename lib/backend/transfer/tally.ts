import {
  type TransferItem,
  type TransferKind,
  transferKinds,
  type TransferOutcome,
  transferOutcomes,
  type TransferReason,
  type TransferTally,
} from '@/lib/protocol/transfer'

/** How many objects are named of those that there is something to say of. All are counted. */
const MAX_ITEMS = 1_000

export type Tally = ReturnType<typeof createTally>

/** Counts what became of the objects of a source. */
export function createTally() {
  const zero = () =>
    Object.fromEntries(transferOutcomes.map((outcome) => [outcome, 0])) as Record<TransferOutcome, number>
  const counts = Object.fromEntries(transferKinds.map((kind) => [kind, zero()])) as Record<
    TransferKind,
    Record<TransferOutcome, number>
  >
  const reasons: Partial<Record<TransferReason, number>> = {}
  const items: TransferItem[] = []
  const conflicts: Pick<TransferItem, 'kind' | 'id' | 'thread_id'>[] = []
  let done = 0
  return {
    count(kind: TransferKind, outcome: TransferOutcome) {
      counts[kind][outcome] += 1
      done += 1
    },
    say(item: TransferItem) {
      reasons[item.reason] = (reasons[item.reason] ?? 0) + 1
      if (items.length < MAX_ITEMS) items.push(item)
    },
    conflict(item: Pick<TransferItem, 'kind' | 'id' | 'thread_id'>) {
      if (conflicts.length < MAX_ITEMS) conflicts.push(item)
    },
    done: () => done,
    /** As it stands now. */
    told: (): TransferTally => structuredClone({ counts, reasons, items, conflicts }),
  }
}
