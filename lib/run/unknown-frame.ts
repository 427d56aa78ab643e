// What this version does not know of a run's log is kept and shown as it came: it breaks neither a fold nor a stream.
import type { LoggedEvent, RunEvent, UnknownFrame } from '@/lib/protocol/event'
import { messageStatuses, runStatuses, stepStatuses } from '@/lib/protocol/status'
import { beginningOf } from './shortened'

/** So many characters are kept of what an unknown frame carried, and of its name. */
const MAX_DATA = 16_384
const MAX_NAME = 256

type Carried = readonly [name: Exclude<RunEvent['event'], 'error'>, object: string]

const named = <P extends string, W extends string>(prefix: P, words: readonly W[], object: string) =>
  words.map((word): readonly [`${P}.${W}`, string] => [`${prefix}.${word}`, object])

/** The object that each known event carries; that of an error is known by its `error` alone. */
const objectOf: ReadonlyMap<string, string> = new Map([
  ['thread.created', 'thread'],
  ...named('thread.run', ['created', ...runStatuses], 'thread.run'),
  ...named('thread.run.step', ['created', ...stepStatuses], 'thread.run.step'),
  ...named('thread.run.step', ['delta'], 'thread.run.step.delta'),
  ...named('thread.message', ['created', ...messageStatuses], 'thread.message'),
  ...named('thread.message', ['delta'], 'thread.message.delta'),
  ['playground.reasoning.delta', 'playground.reasoning.delta'],
  ['playground.request.adapted', 'playground.request.adapted'],
  ['playground.turn.counted', 'playground.turn.counted'],
  ['playground.calls.written', 'playground.calls.written'],
  ['playground.call.answered', 'playground.call.answered'],
  ['playground.responder.told', 'playground.responder.told'],
  ['playground.unknown', 'playground.unknown'],
] satisfies readonly Carried[])

/** The event of a frame that nobody here can read. */
export function unknownEvent(event: string, sent: string): Extract<RunEvent, { event: 'playground.unknown' }> {
  const data: UnknownFrame = {
    object: 'playground.unknown',
    event: beginningOf(event, MAX_NAME),
    data: beginningOf(sent, MAX_DATA),
    ...(sent.length > MAX_DATA && { whole_length: sent.length }),
  }
  return { event: 'playground.unknown', data }
}

/** Does this version know the event, by its name and by the object that it carries? */
export function isKnown({ event, data }: { readonly event: string; readonly data: unknown }): boolean {
  if (typeof data !== 'object' || data === null) return false
  return event === 'error' ? 'error' in data : 'object' in data && data.object === objectOf.get(event)
}

/** An entry as it was logged, by this version or by a later one, whose new events read as unknown. */
export const asLogged = (entry: LoggedEvent): LoggedEvent =>
  isKnown(entry) ? entry : { ...entry, ...unknownEvent(entry.event, JSON.stringify(entry.data) ?? '') }
