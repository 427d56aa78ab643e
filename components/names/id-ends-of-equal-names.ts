import type { Assistant } from '@/lib/protocol/assistant'
import { plainName } from './plain-name'

/** Enough of an id's end to tell two of one name. */
const END_LENGTH = 6

/** By id, for assistants that share their name with another one: the end of the id, which tells them apart. */
export function idEndsOfEqualNames(assistants: readonly Pick<Assistant, 'id' | 'name'>[]): ReadonlyMap<string, string> {
  const idsOf = new Map<string, Set<string>>()
  const called = ({ name }: Pick<Assistant, 'name'>) => plainName(name ?? '')
  for (const each of assistants) idsOf.set(called(each), (idsOf.get(called(each)) ?? new Set()).add(each.id))
  const alike = assistants.filter((each) => (idsOf.get(called(each))?.size ?? 0) > 1)
  return new Map(alike.map(({ id }) => [id, `…${id.slice(-END_LENGTH)}`]))
}
