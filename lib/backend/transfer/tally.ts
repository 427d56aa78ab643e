import {
  type TransferItem,
  type TransferKind,
  transferKinds,
  type TransferOutcome,
  transferOutcomes,
  type TransferReason,
  transferReasons,
  type TransferTally,
} from '@/lib/protocol/transfer'

/** How many objects are named for each reason, and of those that differ. All are counted, and stand in the report. */
const MAX_NAMED = 100

/** Objects by name, beside their numbers. */
export type Named = Pick<TransferTally, 'items' | 'conflicts'>

export type Tally = ReturnType<typeof createTally>

const noCounts = () => {
  const zero = () => Object.fromEntries(transferOutcomes.map((each) => [each, 0])) as Record<TransferOutcome, number>
  return Object.fromEntries(transferKinds.map((kind) => [kind, zero()])) as Record<
    TransferKind,
    Record<TransferOutcome, number>
  >
}

/** Counts what became of the objects of a source; goes on from what was told `before`. */
export function createTally(before?: TransferTally) {
  const start = structuredClone(before) ?? { counts: noCounts(), reasons: {}, items: [], conflicts: [] }
  const counts = start.counts as ReturnType<typeof noCounts>
  const reasons: Partial<Record<TransferReason, number>> = start.reasons
  const named = new Map(transferReasons.map((reason) => [reason, start.items.filter((item) => item.reason === reason)]))
  const conflicts = [...start.conflicts]
  let unwritten: { items: TransferItem[]; conflicts: TransferTally['conflicts'][number][] } = {
    items: [],
    conflicts: [],
  }
  let bytes = start.file_bytes ?? 0
  let done = totalIn(start)
  let fresh = 0
  return {
    count(kind: TransferKind, outcome: TransferOutcome) {
      counts[kind][outcome] += 1
      done += 1
      fresh += 1
    },
    /** Of a file that comes in. */
    addBytes(count: number) {
      bytes += count
    },
    /** What was counted last was done before, and only found again. */
    repeat() {
      fresh -= 1
    },
    say(item: TransferItem) {
      reasons[item.reason] = (reasons[item.reason] ?? 0) + 1
      unwritten.items.push(item)
      const own = named.get(item.reason)
      if (own && own.length < MAX_NAMED) own.push(item)
    },
    conflict(item: TransferTally['conflicts'][number]) {
      unwritten.conflicts.push(item)
      if (conflicts.length < MAX_NAMED) conflicts.push(item)
    },
    done: () => done,
    /** How many of them were not done before this tally began. */
    fresh: () => fresh,
    /** As it stands now: of each reason the first objects, losses before notes. */
    told: (): TransferTally =>
      structuredClone({ counts, reasons, file_bytes: bytes, items: [...named.values()].flat(), conflicts }),
    /** How many objects are named that nobody has taken yet. */
    unwritten: () => unwritten.items.length + unwritten.conflicts.length,
    /** All objects that were named since this was last asked for. */
    takeUnwritten(): Named {
      const taken = unwritten
      unwritten = { items: [], conflicts: [] }
      return taken
    },
  }
}

/** How many objects were counted. */
export const totalIn = ({ counts }: Pick<TransferTally, 'counts'>): number =>
  Object.values(counts)
    .flatMap((outcomes) => Object.values(outcomes))
    .reduce((sum, count) => sum + count, 0)
