// One turn of a run: what its model says, to the end of the run or to calls. Owns no storage and no socket.
import type { RunEvent, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { move } from '@/lib/run/machine'
import { isOnWire } from '@/lib/run/step-notes'
import { ModelError, type Model, type ModelChunk, type ModelInput } from '@/lib/backend/models/model'
import { isExhausted, type Budget } from './budget'
import { inBatches } from './in-batches'
import { joinChunks } from './join-chunks'
import type { TurnOptions } from './turn'
import { createTurnWriter, type TurnWriter } from './turn-writer'
import { noUsage } from '@/lib/run/usage'
import { withLeftOut } from './with-left-out'

/** What a model writes is stored and shown together, at most this often. */
const WRITING_INTERVAL_MS = 25

/** So long a run's beginning waits for the first words: a model that answers at once costs one write, not two. */
const BEGINNING_MS = 10

interface ExecuteOptions extends Omit<TurnOptions, 'run'> {
  readonly answer: Model
  readonly budget: Budget
  /** How many older messages of the thread are not in the input, because too many bytes lie before them. */
  readonly leftOut: number
  /** What closes the answer that an earlier leg left half written; nothing where there is none. */
  readonly replacement: (seconds: number) => readonly StreamEvent[]
}

/**
 * Says every event of the turn, in batches that belong into one write. Throws what the model throws; what was opened
 * until then stays open.
 */
export async function* execute(
  run: Run,
  input: ModelInput,
  options: ExecuteOptions,
): AsyncGenerator<readonly RunEvent[]> {
  const { answer, now, budget, usedBefore, replacement, leftOut } = options
  const running = run.status === 'in_progress' ? run : move(run, 'in_progress', { seconds: now(), usage: null })
  // A turn that is asked for a second time has said this before.
  const begun: StreamEvent[] = running === run ? [] : [{ event: 'thread.run.in_progress', data: running }]
  const exhausted = isExhausted(budget)
  if (exhausted) {
    const usage = usedBefore.total_tokens > 0 ? usedBefore : noUsage
    const data = move(running, 'incomplete', { seconds: now(), incomplete_details: { reason: exhausted }, usage })
    yield [...begun, ...replacement(now()), { event: 'thread.run.incomplete', data }]
    return
  }
  const writer = createTurnWriter({ ...options, run: running })
  const pieces = inBatches<Piece>(withLeftOut(answer(input), leftOut), {
    // The run is seen to begin, and together with the answer when that is there at once too.
    ahead: [BEGINNING],
    isUrgent,
    firstMs: BEGINNING_MS,
    intervalMs: WRITING_INTERVAL_MS,
  })
  let hasSpoken = false
  for await (const batch of pieces) {
    const chunks = untilFinish(batch.flatMap((piece) => (piece === BEGINNING ? [] : [piece])))
    const seconds = now()
    const said = joinChunks(chunks).flatMap((chunk) => eventsOf(writer, chunk))
    // Half an answer stands until there are words to put in its place: nothing is taken away for nothing.
    const speaks = said.some(isOnWire)
    const closing = speaks && !hasSpoken ? replacement(seconds) : []
    hasSpoken ||= speaks
    yield [...(batch[0] === BEGINNING ? begun : []), ...closing, ...said]
    if (chunks.at(-1)?.type === 'finish') return
    input.signal.throwIfAborted()
  }
  throw new ModelError('server_error', 'The model ended its answer without saying that it was finished.')
}

const BEGINNING = 'beginning'

type Piece = ModelChunk | typeof BEGINNING

/** What a model says after its finish does not count. */
function untilFinish(chunks: readonly ModelChunk[]): readonly ModelChunk[] {
  const end = chunks.findIndex(({ type }) => type === 'finish')
  return end < 0 ? chunks : chunks.slice(0, end + 1)
}

/** More of a text, or of a call's arguments, can wait for its batch; what opens or closes something cannot. */
const isUrgent = (piece: Piece) =>
  piece !== BEGINNING && (piece.type === 'finish' || (piece.type === 'call' && piece.name !== undefined))

const eventsOf = (writer: TurnWriter, chunk: ModelChunk): RunEvent[] => [
  ...(chunk.type === 'finish' ? writer.finish(chunk) : writer.write(chunk)),
]
