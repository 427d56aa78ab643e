// Objects under new ids: copies beside what is here.
import { copyId } from './fingerprint'
import { renamedLog } from './renamed-log'
import { isRaw, type Raw, type Unit } from './unit'

/** What takes part in a copy, and the state of what is copied, which the new ids are made of. */
export interface Copying {
  readonly state: string
  /** The thread that is copied with all that is in it, or the run with its steps, or nothing but the object itself. */
  readonly whole: 'thread' | 'run' | 'object'
}

/** The unit as a part of the copy. Assistants keep the ids that threads know them by. */
export function renamed(unit: Unit, { state, whole }: Copying): Unit {
  const to = (id: unknown) => (typeof id === 'string' && id !== '' ? copyId(id, state) : id)
  const change = (keys: readonly string[]) =>
    Object.fromEntries(keys.filter((key) => key in unit.raw).map((key) => [key, to(unit.raw[key])]))
  if (whole === 'object') return { ...unit, id: copyId(unit.id, state), raw: { ...unit.raw, ...change(['id']) } }
  const isThread = whole === 'thread'
  const keys = ['id', 'run_id', ...(isThread ? ['thread_id'] : [])]
  const raw = { ...unit.raw, ...change(keys) }
  return {
    ...unit,
    id: copyId(unit.id, state),
    threadId: isThread && unit.threadId !== null ? copyId(unit.threadId, state) : unit.threadId,
    raw: isThread && unit.kind === 'step' ? withMessage(raw, to) : raw,
    ...(unit.log && { log: renamedLog(unit.log, to, { isThread }) }),
  }
}

function withMessage(raw: Raw, to: (id: unknown) => unknown): Raw {
  const details = raw['step_details']
  const made = isRaw(details) ? details['message_creation'] : undefined
  if (!isRaw(details) || !isRaw(made)) return raw
  return { ...raw, step_details: { ...details, message_creation: { ...made, message_id: to(made['message_id']) } } }
}
