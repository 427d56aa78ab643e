// Walks over a source once: dry, to tell what would become of each object, or laying it down, a piece at a time.
import type { Change } from '@/lib/protocol/playground'
import type { TransferOutcome } from '@/lib/protocol/transfer'
import type { Store, Tables } from '@/lib/backend/store/store'
import { decide } from './decide'
import { layDown, layLog } from './lay-down'
import { type Lookup, lookUp } from './lookup'
import { discard, type FileRoom, holdBytes } from './held-bytes'
import { notesOf } from './notes-of'
import type { Decision, Pass } from './pass'
import type { Tally } from './tally'
import {
  isMark,
  isMissing,
  type Mark,
  type Missing,
  type Reached,
  type TransferSource,
  type UnitOrMissing,
} from './unit'
import { isWhole } from './whole-file'

interface Importing {
  readonly source: TransferSource
  readonly store: Store
  /** Where the bytes of its files lie. */
  readonly room: FileRoom
  readonly pass: Pass
  readonly tally: Tally
  /** Where the walk begins, behind what an earlier one has laid down. */
  readonly from?: Reached | undefined
  /** Whether `onPiece` wants to know what place the source has reached. */
  readonly isDue?: () => boolean
  /** Called after each piece, when what it counts is durable. */
  readonly onPiece: (reached: Reached | undefined) => Promise<void> | void
  /** Told of what was laid down, when it is durable. */
  readonly onLaid?: (change: Change) => void
  readonly signal: AbortSignal
}

/** How many objects go into one transaction, or about so many characters of them. */
const PIECE = 100
const PIECE_WEIGHT = 1_000_000

/** Ends with the source, or, having written what it had read whole, when the signal is aborted. */
export async function importUnits(importing: Importing) {
  const { source, store, room, pass, tally, from, isDue = never, onPiece, onLaid, signal } = importing
  for await (const { units, reached } of inPieces(source.units(from), isDue)) {
    if (signal.aborted) return
    const held = await holdBytes({ tables: store, pass, room, signal }, units).catch(unlessAborted(signal))
    if (!held) return
    const walked = (tables: Tables) => walk(tables, pass, held.units)
    const decisions = await (pass.isDry ? walked(store) : store.transaction(walked)).catch(async (error: unknown) => {
      await discard(room, held.ids)
      throw error
    })
    await discard(
      room,
      held.ids.filter((id) => !decisions.some((decision) => isLaidFile(decision, id))),
    )
    // Only now: a transaction that was rolled back has done nothing.
    for (const decision of decisions) account(tally, decision)
    if (onLaid && !pass.isDry) for (const change of changesIn(decisions)) onLaid(change)
    await onPiece(reached)
  }
}

const never = () => false

const unlessAborted = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error
  return undefined
}

/** Whether the row of the file is stored now. */
const isLaidFile = (outcome: Outcome, id: string) =>
  'unit' in outcome && outcome.unit.kind === 'file' && outcome.unit.id === id && comesIn(outcome)

const comesIn = ({ outcome, isDone }: Decision) => !isDone && (outcome === 'added' || outcome === 'copied')

type Outcome = Decision | Missing

async function walk(tables: Tables, pass: Pass, piece: readonly UnitOrMissing[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const lookup = await lookUp(tables, piece)
  let run: Laid | undefined
  const closeRun = async () => {
    if (run) await layLog(tables, run)
    run = undefined
  }
  for (const unit of piece) {
    if (isMissing(unit)) {
      if (unit.kind === 'thread' && unit.threadId !== null) pass.threads.set(unit.threadId, { outcome: 'left' })
      if (unit.kind === 'run') pass.run = undefined
      outcomes.push(unit)
      continue
    }
    if (unit.kind !== 'step') await closeRun()
    const decision = await decide({ tables, lookup }, pass, unit)
    const { object } = decision
    const isToWrite = !pass.isDry && object !== undefined && !decision.isDone && decision.outcome !== 'left'
    const isLaid = isToWrite && (await layDown(tables, pass, { ...decision, object }))
    if (isLaid) forget(lookup, decision)
    if (isLaid && unit.kind === 'run' && decision.outcome !== 'same') run = { ...decision, object }
    outcomes.push(isToWrite && !isLaid ? { ...decision, outcome: 'deleted' } : decision)
  }
  await closeRun()
  return outcomes
}

/** One change for each assistant and each thread: a thread's page reads all that is in it anew. */
function changesIn(outcomes: readonly Outcome[]): Iterable<Change> {
  const changes = new Map<string, Change>()
  for (const outcome of outcomes) {
    if (!('unit' in outcome) || outcome.isDone || !brings.has(outcome.outcome)) continue
    const { kind, id, threadId } = outcome.unit
    if (kind === 'assistant' || kind === 'file' || kind === 'vector_store')
      changes.set(id, { kind, verb: 'put', id, thread_id: null, status: null })
    else if (threadId !== null)
      changes.set(threadId, { kind: 'thread', verb: 'put', id: threadId, thread_id: threadId, status: null })
  }
  return changes.values()
}

const brings: ReadonlySet<TransferOutcome> = new Set(['added', 'taken', 'copied'])

function forget(lookup: Lookup, { unit: { kind, id } }: Decision) {
  if (kind !== 'file' && kind !== 'vector_store') lookup.forget(kind, id)
}

type Laid = Parameters<typeof layLog>[1]

function account(tally: Tally, outcome: Outcome) {
  if (!('unit' in outcome)) {
    const { kind, id, threadId: thread_id, reason, detail } = outcome
    tally.count(kind, 'left')
    tally.say({ kind, id, thread_id, reason, detail })
    return
  }
  if (outcome.isAgain) return
  const { unit, outcome: became, reason } = outcome
  const about = { kind: unit.kind, id: unit.id, thread_id: unit.threadId }
  tally.count(unit.kind, became)
  if (outcome.isRepeated) tally.repeat()
  if (isWhole(unit) && (outcome.isRepeated || comesIn(outcome))) tally.addBytes(unit.content.bytes)
  if (reason) tally.say({ ...about, reason, detail: null })
  const isConflict = became === 'kept' || became === 'taken' || became === 'copied'
  if (isConflict && outcome.object) tally.conflict(about)
  if (became === 'left' || became === 'deleted' || !outcome.object) return
  for (const note of notesOf(unit)) tally.say({ ...about, ...note })
}

interface Piece {
  readonly units: readonly UnitOrMissing[]
  /** The place of the source behind it. */
  readonly reached?: Reached
}

/** Cut before anything but a step: a run and its steps are laid down together. And where a place is wanted. */
async function* inPieces(told: AsyncIterable<UnitOrMissing | Mark>, isDue: () => boolean): AsyncGenerator<Piece> {
  let units: UnitOrMissing[] = []
  let weight = 0
  for await (const each of told) {
    const isFull = units.length >= PIECE || weight >= PIECE_WEIGHT
    const isHere = isMark(each) && isDue()
    if (isHere || (isFull && !isMark(each) && each.kind !== 'step')) {
      yield { units, ...(isHere && { reached: each.reached() }) }
      units = []
      weight = 0
    }
    if (isMark(each)) continue
    units.push(each)
    weight += isMissing(each) ? 0 : JSON.stringify(each.raw).length + (isWhole(each) ? each.content.bytes : 0)
  }
  if (units.length > 0) yield { units }
}
