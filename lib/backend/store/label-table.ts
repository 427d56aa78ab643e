import type { LabelInUse, LabelKind } from '@/lib/protocol/playground'

/** Labels of threads and runs, which no object of the wire tells of. */
export interface LabelTable {
  /** Takes labels away and adds others; false when there is no such object. Case does not tell labels apart. */
  change(change: {
    readonly kind: LabelKind
    readonly id: string
    readonly add: readonly string[]
    readonly remove: readonly string[]
  }): Promise<boolean>
  /** Those in use, in alphabetical order. */
  list(kind: LabelKind): Promise<readonly LabelInUse[]>
}
