import { plainName } from '@/components/plain-name'
import type { Assistant } from '@/lib/protocol/assistant'

/** Enough of an id's end to tell two of one name. */
const TOLD_BY = 6

/** Of those that are called as another one is, the end of their id, by their id. */
export function twinsOf(assistants: readonly Pick<Assistant, 'id' | 'name'>[]): ReadonlyMap<string, string> {
  const idsOf = new Map<string, Set<string>>()
  const called = ({ name }: Pick<Assistant, 'name'>) => plainName(name ?? '')
  for (const each of assistants) idsOf.set(called(each), (idsOf.get(called(each)) ?? new Set()).add(each.id))
  const twins = assistants.filter((each) => (idsOf.get(called(each))?.size ?? 0) > 1)
  return new Map(twins.map(({ id }) => [id, `…${id.slice(-TOLD_BY)}`]))
}
