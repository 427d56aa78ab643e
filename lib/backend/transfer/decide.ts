// What is to become of each object of a source, by what is here and what came before. Writes nothing.
import { isDamaged } from '@/lib/protocol/error'
import { isTerminal } from '@/lib/run/machine'
import type { Run } from '@/lib/protocol/run'
import type { Tables } from '@/lib/backend/store/store'
import { asStored, type StoredKind } from './as-stored'
import { endedHere } from './ended-here'
import { fingerprintOf } from './fingerprint'
import type { Lookup } from './lookup'
import type { Decision, Fate, Pass } from './pass'
import { coreOf, fileCountOf, storeHere, storeOf } from './laid-store'
import { PLACEHOLDER } from './placeholder'
import { renamed } from './renamed'
import { fileOf, isWhole } from './whole-file'
import { isLack, type Raw, type Unit } from './unit'

/** Where it is looked. */
export interface Here {
  readonly tables: Tables
  readonly lookup: Lookup
}

export async function decide(here: Here, pass: Pass, given: Unit): Promise<Decision> {
  const unit = given.kind === 'vector_store' ? await withLack(here, pass, given) : given
  const decision = await decided(here, pass, unit)
  const fate: Fate = { outcome: decision.outcome, ...(decision.copying && { copying: decision.copying }) }
  if (unit.kind === 'thread') pass.threads.set(unit.id, fate)
  if (unit.kind === 'run') pass.run = { id: unit.id, fate }
  if (unit.kind === 'file') pass.files.add(unit.id)
  if (isWhole(decision.unit) && decision.outcome !== 'deleted') pass.whole.add(unit.id)
  return decision
}

/** Which of its files have no bytes here, where some have none. */
async function withLack({ tables }: Here, { whole }: Pass, unit: Unit): Promise<Unit> {
  const count = fileCountOf(unit.raw)
  const ids = storeOf(unit.raw)?.files.map(({ id }) => id) ?? []
  const present = await tables.files.present(ids.filter((id) => !whole.has(id)))
  const there = ids.filter((id) => whole.has(id) || present.has(id)).length
  return there < count ? { ...unit, content: { lack: `${there} of ${count} files` } } : unit
}

/** The same before it is its turn: nothing is remembered of it. */
export async function decided(here: Here, pass: Pass, given: Unit): Promise<Decision> {
  const hash = hashOf(given)
  if (!isInPlace(pass, given)) return { outcome: 'left', unit: given, hash, reason: 'thread_left' }
  const above = fateAbove(pass, given)
  if (above && follows(above.outcome)) return { outcome: above.outcome, unit: given, hash, isDone: true }
  if (above?.outcome === 'left') return { outcome: 'left', unit: given, hash, reason: 'thread_left' }
  if (isToldAgain(pass, given)) return { outcome: 'same', unit: given, hash, isDone: true, isAgain: true }
  const unit = above?.copying ? renamed(given, above.copying) : given
  const object = objectOf(unit, pass.seconds)
  if (!object) return { outcome: 'left', unit, hash, reason: 'unreadable' }
  return beside(here, pass, { unit, hash, object, outcome: outcomeOfNew(unit), ...inherited(unit, above) })
}

/** A whole copy goes on with what is in it. */
const inherited = ({ kind }: Unit, above: Fate | undefined) =>
  kind === 'run' && above?.copying ? { copying: above.copying } : {}

/** What is in a thread comes behind it, and steps behind their run. */
function isInPlace({ threads, run }: Pass, { kind, threadId, raw }: Unit): boolean {
  if (kind === 'step' && run?.id !== raw['run_id']) return false
  return threadId === null || kind === 'thread' || threads.has(threadId)
}

/** Files are described wherever they are used. */
const isToldAgain = ({ files }: Pass, { kind, id }: Unit): boolean => kind === 'file' && files.has(id)

/** Of the hash of a run its steps are no part: they have their own. */
function hashOf({ raw }: Unit): string {
  const { steps: _, ...own } = raw
  return fingerprintOf(own)
}

/** What is in a thread follows it, and steps follow their run. */
function fateAbove({ run, threads }: Pass, { kind, threadId }: Unit): Fate | undefined {
  if (kind === 'step' && run && (run.fate.copying || run.fate.outcome === 'left' || follows(run.fate.outcome)))
    return run.fate
  return kind === 'thread' || threadId === null ? undefined : withoutKept(threads.get(threadId))
}

/** A thread that is kept as it is here may still get messages that came there since. */
const withoutKept = (fate: Fate | undefined): Fate | undefined => (fate?.outcome === 'kept' ? undefined : fate)

const follows = (outcome: Fate['outcome']) => outcome === 'deleted' || outcome === 'kept'

/** A store without a single of its files is no more than its description. */
function outcomeOfNew(unit: Unit) {
  if (unit.kind === 'file') return isWhole(unit) ? 'added' : 'placeholder'
  const isBare = unit.content && isLack(unit.content) && unit.content.lack.startsWith('0 ')
  return unit.kind === 'vector_store' && isBare ? 'placeholder' : 'added'
}

function objectOf(unit: Unit, seconds: number): Raw | undefined {
  const { kind, raw, threadId } = unit
  if (kind === 'file') return fileOf(unit)
  if (kind === 'vector_store') {
    const store = storeOf(raw)
    return store && coreOf(store)
  }
  const object = asStored(kind, raw, threadId)
  return object && endedHere(kind, object, seconds)
}

/** By what is here under the same id. */
async function beside(where: Here, pass: Pass, decision: Decision): Promise<Decision> {
  const { unit, hash, object } = decision
  const known = await knownOf(where, unit)
  if (known?.transfer_id === pass.transferId && known.hash === hash) {
    return { ...decision, outcome: known.outcome, isDone: true, isRepeated: true }
  }
  const ofFile = await besideDescription(where, decision)
  if (ofFile) return ofFile
  const here = await storedHere(where, unit)
  if (here === undefined) return known ? { ...decision, outcome: 'deleted', isDone: true } : decision
  if (known?.hash === hash) return { ...decision, outcome: 'same', isDone: true }
  // What was underway there is only over here, by which it does not differ.
  if (fingerprintOf(here) === fingerprintOf(object)) return { ...decision, outcome: 'same' }
  const choice = pass.choices[unit.kind] ?? 'keep'
  if (choice === 'keep') return { ...decision, outcome: 'kept', isDone: true }
  return choice === 'take' ? taken(decision, here) : copied(where, pass, decision)
}

/** What was described only is filled, and a description changes no file. Undefined where that is not the question. */
async function besideDescription({ tables }: Here, decision: Decision): Promise<Decision | undefined> {
  const { kind, id } = decision.unit
  if (kind === 'vector_store') {
    const isDescribed = (await tables.records.get(PLACEHOLDER.vector_store, id)) !== undefined
    return isDescribed && !(await tables.vectorStores.get(id)) ? decision : undefined
  }
  if (kind !== 'file') return undefined
  if (!(await tables.files.rows([id])).has(id)) {
    const isDescribed = (await placeholder(tables, kind, id)) !== undefined
    return isDescribed && isWhole(decision.unit) ? decision : undefined
  }
  // One whose time is up goes soon.
  if (!(await tables.files.present([id])).has(id)) return { ...decision, outcome: 'deleted', isDone: true }
  return isWhole(decision.unit) ? undefined : { ...decision, outcome: 'same' }
}

/** Replaces what is here, where that cannot do harm. */
function taken(decision: Decision, here: Raw): Decision {
  const { unit, object } = decision
  if (unit.kind === 'run' && !isTerminal((here as unknown as Run).status))
    return { ...decision, outcome: 'left', reason: 'run_active_here' }
  // What was indexed, and sessions that have the file, go by the bytes that it had from the first.
  if (unit.kind === 'file' && isWhole(unit) && here['bytes'] !== object?.['bytes'])
    return { ...decision, outcome: 'left', reason: 'bytes_differ' }
  if (here['thread_id'] !== object?.['thread_id']) return { ...decision, outcome: 'left', reason: 'in_other_thread' }
  return { ...decision, outcome: 'taken' }
}

/** Lays it beside what is here, once. */
async function copied(where: Here, pass: Pass, decision: Decision): Promise<Decision> {
  const { unit, hash } = decision
  const whole = unit.kind === 'thread' || unit.kind === 'run' ? unit.kind : 'object'
  const copying = { state: hash, whole } as const
  const copy = renamed(unit, copying)
  const done = await knownOf(where, copy)
  const object = objectOf(copy, pass.seconds)
  if (!object) return { ...decision, outcome: 'left', reason: 'unreadable' }
  if (done) {
    const isOwn = done.transfer_id === pass.transferId
    const isHere = (await storedHere(where, copy)) !== undefined
    const outcome = isOwn ? 'copied' : isHere ? 'same' : 'deleted'
    const decided = { outcome, unit: copy, hash, object, copying, isDone: true } as const
    return isOwn ? { ...decided, isRepeated: true } : decided
  }
  return { outcome: 'copied', unit: copy, hash, object, copying }
}

const knownOf = ({ tables, lookup }: Here, { kind, id }: Unit) =>
  kind === 'file' || kind === 'vector_store' ? tables.transfers.known(kind, id) : lookup.known(kind, id)

/** The object of this id here; an empty one where it cannot be read. */
async function storedHere({ tables, lookup }: Here, { kind, id }: Unit): Promise<Raw | undefined> {
  try {
    if (kind === 'file')
      return ((await tables.files.get(id)) as Raw | undefined) ?? (await placeholder(tables, kind, id))
    if (kind === 'vector_store') {
      const store = await storeHere(tables, id)
      return store && coreOf(store)
    }
    if (!lookup.mayStand(kind, id)) return undefined
    return (await readers[kind](tables, id)) as Raw | undefined
  } catch (error) {
    if (!isDamaged(error)) throw error
    return {}
  }
}

const placeholder = async (tables: Tables, kind: 'file' | 'vector_store', id: string) =>
  ((await tables.records.get(PLACEHOLDER[kind], id)) as { readonly document: Raw } | undefined)?.document

const readers: Readonly<Record<StoredKind, (tables: Tables, id: string) => Promise<unknown>>> = {
  assistant: ({ assistants }, id) => assistants.get(id),
  thread: ({ threads }, id) => threads.get(id),
  message: ({ messages }, id) => messages.get(id),
  run: ({ runs }, id) => runs.get(id),
  step: ({ steps }, id) => steps.get(id),
}
