import { setImmediate as immediate } from 'node:timers/promises'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { replacedSteps } from '@/lib/run/replaced-steps'
import type { ChatTurn } from '@/lib/backend/models/model'
import { countTurnTokens } from '@/lib/backend/models/tokens'
import type { Store } from '@/lib/backend/store/store'
import { turnOfMessage, turnsOf, type FileNames } from './history'

/** As far back as a model is read to, in bytes of stored messages: more than any takes. The same again of steps. */
const MAX_BYTES = 32 * 1_048_576

/** The name of a file; undefined where there is no file of this id. */
export type FileNameOf = (id: string) => Promise<string | undefined>

interface Reach {
  /** So many of the newest messages; all without it. */
  readonly last: number | undefined
  /** No further back than this many tokens need. */
  readonly tokens: number | null
  /** No further back than so many bytes of messages, and the same of steps. */
  readonly maxBytes?: number
  readonly fileNameOf?: FileNameOf | undefined
}

interface HistoryBefore {
  readonly turns: readonly ChatTurn[]
  /** How many older messages were not read because there are too many bytes of them. */
  readonly leftOut: number
  /** What was read for it. */
  readonly bytes: number
}

/**
 * The conversation as it stood when a run began, oldest first. It is read from the newest message back, in pieces with
 * others let in between, until the run needs no more. The newest message of a user is always among it, and calls as far
 * back as messages were read.
 */
export async function readHistory(store: Store, run: Run, reach: Reach): Promise<HistoryBefore> {
  const { messages, bytes, before, leftOut } = await readMessages(store, run, reach)
  const steps = messages.length > 0 ? await readSteps(store, run, { ...reach, before }) : { data: [], bytes: 0 }
  const oldestFirst = steps.data.toReversed()
  const replaced = replacedSteps(oldestFirst)
  const said = oldestFirst.filter(({ id }) => !replaced.has(id))
  const names = await namesOf(messages, reach.fileNameOf)
  return { turns: await turnsOf(messages.toReversed(), said, names), leftOut, bytes: bytes + steps.bytes }
}

/** How the attached files are called, as far as it is known. */
async function namesOf(messages: readonly Message[], fileNameOf: FileNameOf | undefined): Promise<FileNames> {
  const ids = new Set(messages.flatMap(({ attachments }) => attachments?.map(({ file_id }) => file_id) ?? []))
  const names = new Map<string, string>()
  for (const id of ids) {
    const name = await fileNameOf?.(id)
    if (name !== undefined) names.set(id, name)
  }
  return names
}

/** Half an answer in whose place another was written is no part of the conversation. */
async function withoutReplaced(store: Store, newestFirst: readonly Message[]): Promise<readonly Message[]> {
  const halves = newestFirst.filter(({ incomplete_details: details }) => details?.reason === 'run_failed')
  const runs = new Set(halves.flatMap(({ run_id }) => run_id ?? []))
  const replaced = await store.steps.replacedMessages([...runs])
  return newestFirst.filter(({ id }) => !replaced.has(id))
}

async function readMessages(store: Store, run: Run, { last = Infinity, tokens, maxBytes = MAX_BYTES }: Reach) {
  const messages: Message[] = []
  let [bytes, counted, hasUser] = [0, 0, false]
  let before: number | null | undefined
  const isTooMuch = () => hasUser && bytes >= maxBytes
  const isEnough = () => messages.length >= last || isTooMuch() || (hasUser && counted > (tokens ?? Infinity))
  while (before !== null && !isEnough()) {
    const piece = await store.messages.piece({ threadId: run.thread_id, exceptRun: run.id, before })
    for (const message of await withoutReplaced(store, piece.data)) {
      if (messages.length >= last || (hasUser && counted > (tokens ?? Infinity))) break
      messages.push(message)
      hasUser ||= message.role === 'user'
      if (tokens !== null) for (const turn of turnOfMessage(message)) counted += countTurnTokens(turn)
    }
    bytes += piece.bytes
    before = piece.before
    if (before !== null) await immediate()
  }
  const isCut = messages.length < last && isTooMuch()
  const query = { threadId: run.thread_id, exceptRun: run.id, before: before ?? 0 }
  const leftOut = isCut ? await store.messages.countBefore(query) : 0
  return { messages, bytes, before: before ?? 0, leftOut }
}

interface StepReach extends Pick<Reach, 'maxBytes'> {
  /** The place behind which the messages were read. */
  readonly before: number
}

async function readSteps(store: Store, run: Run, { before: oldest, maxBytes = MAX_BYTES }: StepReach) {
  const data: Step[] = []
  let bytes = 0
  let before: number | null | undefined
  while (before !== null && bytes < maxBytes && (before === undefined || before > oldest)) {
    const piece = await store.steps.piece({ threadId: run.thread_id, exceptRun: run.id, before })
    data.push(...piece.data)
    bytes += piece.bytes
    before = piece.before
    if (before !== null) await immediate()
  }
  return { data, bytes }
}
