// The texts of a capsule where they stand. A text that grew by deltas is one, however it was cut.
import type { LoggedEvent } from '@/lib/protocol/event'

export type Holder = Record<string | number, unknown>

/** A piece of a text: `holder[key]`. */
export interface Piece {
  readonly holder: Holder
  readonly key: string | number
  readonly text: string
}

/** The pieces that together are one text, in their order. */
export type Text = Piece[]

/** These are the protocol's own words, and ids, by which things are found again. */
const isNoText = (key: string | number) =>
  typeof key === 'string' &&
  (/^(?:id|object|type|status|role|source|event|field|kind|detail|purpose|code|reason|schema|base64|vector_store_ids|file_ids)$/.test(
    key,
  ) ||
    /_ids?$/.test(key))

/** All texts below a value that belong to nothing else. Below `properties` and the like names are texts, too. */
export function textsIn(value: unknown, visit: (text: Text) => void, isNamed = false): void {
  if (typeof value !== 'object' || value === null) return
  const holder = value as Holder
  for (const key of keysOf(value)) {
    const inner = holder[key]
    if (typeof inner === 'string') {
      if ((isNamed || !isNoText(key)) && !isData(inner)) visit([{ holder, key, text: inner }])
    } else textsIn(inner, visit, isNamed || isFree(key))
  }
}

/** What lies in an address as bytes is covered as a file is, not as a text. */
const isData = (text: string) => text.startsWith('data:') && /^data:[^,]{0,200};base64,/.test(text.slice(0, 220))

/** Whether below a name the names are somebody's own. */
export const isFree = (key: string | number) =>
  key === 'metadata' || key === 'parameters' || key === 'schema' || key === 'attributes' || key === 'filters'

const keysOf = (value: object): readonly (string | number)[] =>
  Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)

/** All texts of a log: those that deltas add to an object are one text with what stood there before. */
export function textsOfLog(events: readonly LoggedEvent[], visit: (text: Text) => void): void {
  const growing: Growing = new Map()
  for (const event of events) {
    const of = growthOf(event)
    if (of === undefined) textsIn({ data: event.data }, visit)
    else grow(growing, of, visit)
  }
  for (const text of growing.values()) visit(text)
}

interface Growth {
  readonly name: string
  readonly data: unknown
  readonly isWhole: boolean
}

/** What of an event grows by deltas, or is what they add to; undefined for others. */
function growthOf({ data }: LoggedEvent): Growth | undefined {
  if ('error' in data) return undefined
  switch (data.object) {
    case 'thread.message':
      return { name: data.id, data, isWhole: true }
    case 'thread.run.step':
      return { name: data.id, data, isWhole: true }
    case 'thread.message.delta':
    case 'thread.run.step.delta':
      return { name: data.id, data: data.delta, isWhole: false }
    case 'playground.reasoning.delta':
      return { name: `${data.step_id}#reasoning`, data, isWhole: false }
    default:
      return undefined
  }
}

type Growing = Map<string, Text>

function grow(growing: Growing, { name, data, isWhole }: Growth, visit: (text: Text) => void) {
  eachText(data, { at: name, isNamed: false }, (place, piece) => {
    const known = growing.get(place)
    if (known && isWhole) visit(known)
    if (known && !isWhole) known.push(piece)
    else growing.set(place, [piece])
  })
}

interface Where {
  readonly at: string
  readonly isNamed: boolean
}

/** Texts with their places: an entry of a list stands at its `index`, where a delta says that. */
function eachText(value: unknown, { at, isNamed }: Where, tell: (place: string, piece: Piece) => void): void {
  if (typeof value !== 'object' || value === null) return
  const holder = value as Holder
  for (const key of keysOf(value)) {
    const inner = holder[key]
    if (typeof inner === 'string') {
      if ((isNamed || !isNoText(key)) && !isData(inner)) tell(`${at}/${key}`, { holder, key, text: inner })
    } else eachText(inner, { at: `${at}/${placeOf(inner) ?? key}`, isNamed: isNamed || isFree(key) }, tell)
  }
}

const placeOf = (value: unknown): number | undefined =>
  typeof value === 'object' && value !== null && 'index' in value && typeof value.index === 'number'
    ? value.index
    : undefined
