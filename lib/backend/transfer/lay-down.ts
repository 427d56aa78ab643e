// Writes what was decided: objects at their old places, with their times, and logs for runs. Nothing is executed.
import type { Assistant } from '@/lib/protocol/assistant'
import type { StoredFile } from '@/lib/protocol/file'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import type { Tables } from '@/lib/backend/store/store'
import { DEMO } from '@/lib/backend/wire/demos'
import { arrivedResponders, RESPONDERS } from '@/lib/backend/wire/responder-record'
import { asStored, type StoredKind, tableOf } from './as-stored'
import { UNDERWAY } from './ended-here'
import { endOfRun, logOf } from './log-of'
import { isUnderway } from './notes-of'
import type { Decision, Pass } from './pass'
import { addFiles, storeOf } from './laid-store'
import { PLACEHOLDER, placeholderOf } from './placeholder'
import { laySeenLog } from './seen-log'
import { isWhole } from './whole-file'
import type { Raw, Extras, Unit } from './unit'

type Laid = Decision & { readonly object: Raw }

/** Lays down what the decision says, in the transaction of the tables. False: its thread has gone meanwhile. */
export async function layDown(tables: Tables, pass: Pass, decision: Laid): Promise<boolean> {
  const { unit, object, outcome, hash } = decision
  const { kind, id, threadId } = unit
  if (threadId !== null && kind !== 'thread' && !(await tables.threads.touch(threadId, 0))) return false
  if (outcome === 'taken') await replace(tables, unit, object)
  else if (outcome !== 'same') await insert(tables, pass, decision)
  await tables.transfers.note({ kind, id, hash, transfer_id: pass.transferId, outcome })
  return true
}

async function insert(tables: Tables, pass: Pass, decision: Laid) {
  const { unit, object } = decision
  const { kind, id, raw } = unit
  if (kind === 'file' && !isWhole(unit)) return describe(tables, id, object)
  const position = await placeFor(tables, pass, decision)
  const placement = { position, createdMs: Number(object['created_at']) * 1000 }
  if (kind === 'vector_store') return insertStore(tables, unit, { ...placement, atMs: pass.seconds * 1000 })
  await inserters[kind](tables, object, placement)
  if ((kind === 'thread' || kind === 'run') && unit.extras) await addExtras(tables, { kind, id }, unit.extras)
  if (kind === 'assistant' && unit.extras) await furnish(tables, id, unit.extras)
  if (isUnderway(raw['status'])) await noteUnderway(tables, unit)
}

/** What stands beside an assistant. */
async function furnish({ records }: Tables, id: string, { demo, responders }: Extras) {
  if (demo) await records.put({ kind: DEMO, id, owner: id }, demo)
  if (responders) await records.put({ kind: RESPONDERS, id, owner: id }, arrivedResponders(responders))
}

interface Place {
  readonly position: number
  readonly createdMs: number
}

/** Kinds that have a table here. */
type LaidKind = StoredKind | 'file'

const inserters: Readonly<Record<LaidKind, (tables: Tables, object: unknown, place: Place) => Promise<void>>> = {
  async file({ files, vectorStoreFiles }, object, place) {
    const file = object as StoredFile
    await files.insert(file, place)
    await vectorStoreFiles.retry(file.id)
  },
  assistant: ({ assistants }, object, place) => assistants.insert(object as Assistant, place),
  thread: ({ threads }, object, place) => threads.insert(object as Thread, place),
  message: ({ messages }, object, place) => messages.insert(object as Message, place),
  step: ({ steps }, object, place) => steps.insert(object as Step, place),
  run({ runs }, object, { position, createdMs }) {
    const run = object as Run
    return runs.insert({ run, attempt: 1, expiresMs: 0 }, createdMs, { position, endedMs: endMs(run, []) })
  },
}

/** It is used by that, so that its time is not up at once; one whose time was up before it came stays so. */
async function insertStore(tables: Tables, { raw }: Unit, { atMs, ...place }: Place & { readonly atMs: number }) {
  const laid = storeOf(raw)
  if (!laid) return
  const lastMs = raw['status'] === 'expired' ? Number(raw['last_active_at'] ?? laid.store.created_at) * 1000 : atMs
  await tables.vectorStores.insert(laid.store, { ...place, atMs: Math.min(lastMs || 0, atMs) })
  await addFiles(tables, laid.files)
}

const endMs = (run: Run, steps: readonly Step[]) => endOfRun(run, steps) * 1000

const describe = (tables: Tables, id: string, document: Raw) =>
  tables.records.put({ kind: PLACEHOLDER.file, id, owner: id }, placeholderOf(document))

async function replace(tables: Tables, unit: Unit, object: unknown) {
  const { kind, id } = unit
  switch (kind) {
    case 'file':
      return isWhole(unit) ? tables.files.put(object as StoredFile) : describe(tables, id, object as Raw)
    case 'vector_store':
      return replaceStore(tables, unit)
    case 'run': {
      const run = object as Run
      return tables.transfers.replaceRun(run, { createdMs: run.created_at * 1000, endedMs: endMs(run, []) })
    }
    case 'assistant':
      return tables.assistants.put(object as Assistant)
    case 'thread':
      return tables.threads.put(object as Thread)
    case 'message':
      return tables.messages.put(object as Message)
    case 'step':
      return tables.steps.put(object as Step)
    default:
      return kind satisfies never
  }
}

/** What is here and not there stays: it may have been added here. */
async function replaceStore(tables: Tables, { raw }: Unit) {
  const laid = storeOf(raw)
  if (!laid) return
  await tables.vectorStores.put(laid.store)
  await addFiles(tables, laid.files)
  for (const { vector_store_id: storeId, id, attributes } of laid.files)
    await tables.vectorStoreFiles.amend({ storeId, id, attributes })
}

/** Where each kind is kept. */
const placed = { ...tableOf, file: 'files', vector_store: 'vector_stores' } as const

/** A second, in the microseconds of places. */
const SECOND = 1_000_000

/** Where it stands by its time; behind what the source lists before it, though their times be the same. */
async function placeFor(tables: Tables, pass: Pass, { unit, object }: Laid): Promise<number> {
  const { kind } = unit
  const scope = kind === 'step' ? String(object['run_id']) : unit.threadId === null ? '' : unit.threadId
  const before = pass.places.get(kind)
  const follows = !unit.isUnordered && kind !== 'thread' && before?.scope === scope
  const from = Math.max(Number(object['created_at']) * SECOND, follows ? before.place + 1 : 1)
  const place = await tables.transfers.freePlace(placed[kind], from)
  pass.places.set(kind, { scope, place })
  return place
}

type Labelled = { readonly kind: 'thread' | 'run'; readonly id: string }

async function addExtras(tables: Tables, { kind, id }: Labelled, { title, labels = [], underway, rating }: Extras) {
  if (title) await tables.threads.rename(id, title)
  if (labels.length > 0) await tables.labels.change({ kind, id, add: labels, remove: [] })
  if (rating) await tables.ratings.set(id, rating)
  if (underway) await tables.records.put({ kind: UNDERWAY, id, owner: id }, underway)
}

async function noteUnderway(tables: Tables, { id, threadId, raw }: Unit) {
  if (threadId === null) return
  const known = ((await tables.records.get(UNDERWAY, threadId)) ?? {}) as Raw
  await tables.records.put({ kind: UNDERWAY, id: threadId, owner: threadId }, { ...known, [id]: raw['status'] })
}

/** The log of a run that was laid down, when its steps are. */
export async function layLog(tables: Tables, { unit, object }: Laid) {
  const run = object as unknown as Run
  const steps = await tables.steps.all(run.id)
  if (unit.log) return laySeenLog(tables, { run, steps, log: unit.log })
  const underway = isUnderway(unit.raw['status'])
    ? (asStored('run', unit.raw, unit.threadId) as unknown as Run)
    : undefined
  await tables.events.append(run.id, logOf({ run, steps, underway }))
}
