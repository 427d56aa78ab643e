import { setImmediate as immediate } from 'node:timers/promises'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { replacedSteps } from '@/lib/run/replaced-steps'
import type { ChatTurn } from '@/lib/backend/models/model'
import { countTurnTokens } from '@/lib/backend/models/tokens'
import type { Store } from '@/lib/backend/store/store'
import { turnOfMessage, turnsOf } from './history'

/** As far back as a model is read to, in bytes of stored messages: more than any takes. The same again of steps. */
const MAX_BYTES = 32 * 1_048_576

interface Reach {
  /** So many of the newest messages; all without it. */
  readonly last: number | undefined
  /** No further back than this many tokens need. */
  readonly tokens: number | null
}

interface HistoryBefore {
  readonly turns: readonly ChatTurn[]
  /** What was read for it. */
  readonly bytes: number
}

/**
 * The conversation as it stood when a run began, oldest first. It is read from the newest message back, in pieces with
 * others let in between, until the run needs no more. The newest message of a user is always among it, and calls as far
 * back as messages were read.
 */
export async function readHistory(store: Store, run: Run, reach: Reach): Promise<HistoryBefore> {
  const { messages, bytes, before } = await readMessages(store, run, reach)
  const steps = messages.length > 0 ? await readSteps(store, run, before) : { data: [], bytes: 0 }
  const oldestFirst = steps.data.toReversed()
  const replaced = replacedSteps(oldestFirst)
  const said = oldestFirst.filter(({ id }) => !replaced.has(id))
  return { turns: turnsOf(messages.toReversed(), said), bytes: bytes + steps.bytes }
}

/** Half an answer in whose place another was written is no part of the conversation. Few messages are asked about. */
async function isReplaced(store: Store, { id, incomplete_details: details, run_id }: Message): Promise<boolean> {
  if (details?.reason !== 'run_failed' || run_id === null) return false
  const steps = await store.steps.all(run_id)
  const replaced = replacedSteps(steps)
  return steps.some(
    (step) =>
      replaced.has(step.id) &&
      step.step_details.type === 'message_creation' &&
      step.step_details.message_creation.message_id === id,
  )
}

async function readMessages(store: Store, run: Run, { last = Infinity, tokens }: Reach) {
  const messages: Message[] = []
  let [bytes, counted, hasUser] = [0, 0, false]
  let before: number | null | undefined
  const isEnough = () => messages.length >= last || (hasUser && (bytes >= MAX_BYTES || counted > (tokens ?? Infinity)))
  while (before !== null && !isEnough()) {
    const piece = await store.messages.piece({ threadId: run.thread_id, exceptRun: run.id, before })
    for (const message of piece.data) {
      if (isEnough()) break
      if (await isReplaced(store, message)) continue
      messages.push(message)
      hasUser ||= message.role === 'user'
      if (tokens !== null) for (const turn of turnOfMessage(message)) counted += countTurnTokens(turn)
    }
    bytes += piece.bytes
    before = piece.before
    if (before !== null) await immediate()
  }
  return { messages, bytes, before: before ?? 0 }
}

async function readSteps(store: Store, run: Run, oldest: number) {
  const data: Step[] = []
  let bytes = 0
  let before: number | null | undefined
  while (before !== null && bytes < MAX_BYTES && (before === undefined || before > oldest)) {
    const piece = await store.steps.piece({ threadId: run.thread_id, exceptRun: run.id, before })
    data.push(...piece.data)
    bytes += piece.bytes
    before = piece.before
    if (before !== null) await immediate()
  }
  return { data, bytes }
}
