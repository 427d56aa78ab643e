import { hexId } from '@/lib/backend/ids'
import type { CallFragment } from './chat-chunk'
import { createJsonEnd } from './json-end'
import type { ModelChunk } from '../model'

type CallChunk = Extract<ModelChunk, { type: 'call' }>

interface Slot {
  readonly upstreamIndex: number | undefined
  id: string | undefined
  name: string
  /** The end of the arguments that was not handed on yet. What was is not kept: a call may be long. */
  rest: string
  hasArguments: boolean
  readonly end: ReturnType<typeof createJsonEnd>
  /** Id and name were handed on. */
  isBegun: boolean
}

/** More than any model asks for at once; each fragment is looked for among the calls so far. */
const MAX_CALLS = 1_000

/** Fragments that no call can be made from. */
export class BrokenCallError extends Error {
  override readonly name = 'BrokenCallError'
}

interface CallAssembly {
  /** Half are calls of which one has no whole arguments yet. */
  readonly state: () => 'none' | 'half' | 'whole'
  /** Takes fragments and hands on what can be said of the calls by now. Throws `BrokenCallError` for too many. */
  readonly add: (fragments: readonly CallFragment[]) => readonly CallChunk[]
  /** What is left when no more fragments come. Throws `BrokenCallError` for a call without a name. */
  readonly finish: () => readonly CallChunk[]
}

/**
 * Puts function calls together from the fragments of a stream. Endpoints differ: whole calls in one chunk, no index,
 * the same index for every call, ids in each fragment, ids late or never.
 */
export function createCallAssembly(): CallAssembly {
  const slots: Slot[] = []

  function slotFor(fragment: CallFragment): Slot {
    const found = findSlot(slots, fragment)
    if (found) return found
    if (slots.length === MAX_CALLS) throw new BrokenCallError(`It asked for more than ${MAX_CALLS} calls at once.`)
    const slot: Slot = {
      upstreamIndex: fragment.index ?? undefined,
      id: undefined,
      name: '',
      rest: '',
      hasArguments: false,
      end: createJsonEnd(),
      isBegun: false,
    }
    slots.push(slot)
    return slot
  }

  function take(fragment: CallFragment) {
    const slot = slotFor(fragment)
    // An id that another call has already is none: outputs could not be told apart.
    if (fragment.id && !slots.some(({ id }) => id === fragment.id)) slot.id ??= fragment.id
    slot.name = nameWith(slot, fragment.function?.name ?? '')
    append(slot, argumentsOf(fragment))
  }

  return {
    state() {
      if (slots.length === 0) return 'none'
      return slots.every((slot) => slot.name !== '' && (!slot.hasArguments || slot.end.isReached())) ? 'whole' : 'half'
    },
    add(fragments) {
      for (const fragment of fragments) take(fragment)
      return fragments.length > 0 ? sayable(slots) : []
    },
    finish() {
      for (const slot of slots) {
        if (slot.name === '') throw new BrokenCallError('It asked for a function call without naming the function.')
        slot.id ??= hexId('call_')
        // A function without parameters is often called with nothing at all.
        if (!slot.hasArguments) append(slot, '{}')
      }
      return slots.flatMap(piecesOf)
    },
  }
}

/** The call that a fragment goes on with; none when it begins another. */
function findSlot(slots: readonly Slot[], fragment: CallFragment): Slot | undefined {
  const id = fragment.id || undefined
  const byId = id === undefined ? undefined : slots.findLast((slot) => slot.id === id && sharesIndex(slot, fragment))
  if (byId) return byId
  const candidate =
    fragment.index == null ? slots.at(-1) : slots.findLast((slot) => slot.upstreamIndex === fragment.index)
  return candidate && !beginsAnother(fragment, candidate) ? candidate : undefined
}

const sharesIndex = (slot: Slot, { index }: CallFragment) =>
  index == null || slot.upstreamIndex === undefined || slot.upstreamIndex === index

function beginsAnother(fragment: CallFragment, slot: Slot): boolean {
  const name = fragment.function?.name || undefined
  const otherId = Boolean(fragment.id && slot.id)
  // With an index and without a name it goes on, whatever its id: some endpoints make a new id for each fragment.
  if (otherId) return name !== undefined || fragment.index == null
  if (name === undefined || slot.name === '') return false
  // A name comes in pieces where all that is known of a call is a name, and the index says that this is the same call.
  if (fragment.index != null && !slot.hasArguments) return false
  // A name again: some endpoints repeat it in every fragment, others begin the next call with it.
  return name !== slot.name || slot.end.isReached()
}

function append(slot: Slot, piece: string) {
  if (piece === '') return
  slot.hasArguments = true
  slot.rest += piece
  slot.end.add(piece)
}

/** What a fragment says of its call's arguments, as JSON text. */
export function argumentsOf(fragment: CallFragment): string {
  const given = fragment.function?.arguments
  return typeof given === 'string' ? given : given == null ? '' : JSON.stringify(given)
}

/** More of a name, or the same once more. */
function nameWith({ name, hasArguments }: Slot, piece: string): string {
  if (name === '' || piece.startsWith(name)) return piece || name
  return hasArguments ? name : name + piece
}

/**
 * New pieces, calls beginning in order: one whose id or name is still to come holds back the later ones. A name is
 * whole when something follows it.
 */
function sayable(slots: readonly Slot[]): readonly CallChunk[] {
  const isOpen = (slot: Slot, index: number) =>
    slot.id === undefined || slot.name === '' || (!slot.hasArguments && index === slots.length - 1)
  const ready = slots.findIndex(isOpen)
  return slots.slice(0, ready === -1 ? undefined : ready).flatMap(piecesOf)
}

function piecesOf(slot: Slot, index: number): readonly CallChunk[] {
  const { id, name, rest } = slot
  const first: readonly CallChunk[] = slot.isBegun ? [] : [{ type: 'call', index, id, name, arguments: '' }]
  slot.isBegun = true
  slot.rest = ''
  return rest === '' ? first : [...first, { type: 'call', index, arguments: rest }]
}
