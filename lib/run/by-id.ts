// Things by their ids as a fold keeps them: in blocks, oldest first. A long run has thousands of ids, and whoever adds
// one copies the newest block only.
import type { Own } from './delta'

type Block<T> = Record<string, T>

export type ById<T> = readonly Readonly<Block<T>>[]

/** How many ids share a block. */
const BLOCK = 64

export const byId = <T>(things: ById<T>, id: string): T | undefined => things[placeOf(things, id)]?.[id]

/** In the order in which their ids came. */
export const allById = <T>(things: ById<T>): readonly T[] => things.flatMap((block) => Object.values(block))

/** For whoever looks up many. */
export const mapById = <T>(things: ById<T>): ReadonlyMap<string, T> =>
  new Map(things.flatMap((block) => Object.entries(block)))

export function toById<T>(entries: Iterable<readonly [string, T]>): ById<T> {
  const own: Own = new Set()
  let things: ById<T> = []
  for (const [id, value] of entries) things = setById(things, { id, value }, own)
  return things
}

/** The things with another under an id. Nothing is changed but what is `own`: the list, or a block. */
export function setById<T>(things: ById<T>, entry: Entry<T>, own: Own): ById<T> {
  const place = placeOf(things, entry.id)
  return place < 0 ? addById(things, entry, own) : setIn(things, { ...entry, place }, own)
}

/** The same where the id is new, and need not be looked for. */
export function addById<T>(things: ById<T>, entry: Entry<T>, own: Own): ById<T> {
  const isFull = Object.keys(things.at(-1) ?? {}).length >= BLOCK
  return setIn(things, { ...entry, place: isFull ? things.length : Math.max(0, things.length - 1) }, own)
}

interface Entry<T> {
  readonly id: string
  readonly value: T
}

function setIn<T>(things: ById<T>, { id, value, place }: Entry<T> & { readonly place: number }, own: Own): ById<T> {
  const blocks = own.has(things) ? (things as Block<T>[]) : [...things]
  const before = blocks[place] ?? {}
  const block = own.has(before) ? (before as Block<T>) : { ...before }
  block[id] = value
  blocks[place] = block
  own.add(blocks).add(block)
  return blocks
}

const placeOf = (things: ById<unknown>, id: string) => things.findLastIndex((block) => Object.hasOwn(block, id))
