import { foldLabel } from '@/lib/run/fold-label'

/** A label that can be given to what is chosen, and whether all, some or none of it have it. */
export interface LabelChoice {
  readonly label: string
  readonly has: 'all' | 'some' | 'none'
}

interface Labelled {
  readonly labels: readonly string[]
}

/** The choices of the reader, by folded label; other labels stay as they are. */
export type LabelDecisions = ReadonlyMap<string, { readonly label: string; readonly has: 'all' | 'none' }>

/** The labels in use, those of the objects and those that were just typed, in alphabetical order. */
export function labelChoices(
  known: readonly string[],
  objects: readonly Labelled[],
  decided: LabelDecisions,
): readonly LabelChoice[] {
  const thoughtOf = [...decided.values()].map(({ label }) => label)
  const all = new Map(
    [...thoughtOf, ...objects.flatMap(({ labels }) => labels), ...known].map((each) => [foldLabel(each), each]),
  )
  return [...all]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([folded, label]) => ({ label, has: decided.get(folded)?.has ?? hasOf(folded, objects) }))
}

function hasOf(folded: string, objects: readonly Labelled[]): LabelChoice['has'] {
  const count = objects.filter(({ labels }) => labels.some((label) => foldLabel(label) === folded)).length
  return count === 0 ? 'none' : count === objects.length ? 'all' : 'some'
}

/** The request that makes the objects as chosen. */
export function labelChangeOf(decided: LabelDecisions, objects: readonly Labelled[]) {
  const changed = [...decided].filter(([folded, { has }]) => hasOf(folded, objects) !== has)
  const those = (wanted: 'all' | 'none') => changed.flatMap(([, { label, has }]) => (has === wanted ? [label] : []))
  return { add: those('all'), remove: those('none') }
}
