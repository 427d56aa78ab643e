// One leg of a run: from queued to its end or to the calls it stops for. Owns no storage and no socket.
import type { StreamEvent } from '@/lib/protocol/event'
import type { Run, Usage } from '@/lib/protocol/run'
import { move } from '@/lib/run/machine'
import type { Ids } from '../ids'
import { ModelError, type Model, type ModelInput } from '../models/model'
import { isExhausted, type Budget } from './budget'
import { createTurnWriter } from './turn-writer'
import { noUsage } from './usage'

interface ExecuteOptions {
  readonly answer: Model
  readonly ids: Ids
  /** Unix seconds. */
  readonly now: () => number
  readonly budget: Budget
  readonly usedBefore: Usage
  readonly takenCallIds: ReadonlySet<string>
}

/** Says every event of the leg. Throws what the model throws; what was opened until then stays open. */
export async function* execute(run: Run, input: ModelInput, options: ExecuteOptions): AsyncGenerator<StreamEvent> {
  const { answer, ids, now, budget, usedBefore, takenCallIds } = options
  const running = run.status === 'in_progress' ? run : move(run, 'in_progress', { seconds: now(), usage: null })
  // A turn that is asked for a second time after a crash has said this before.
  if (running !== run) yield { event: 'thread.run.in_progress', data: running }
  const exhausted = isExhausted(budget)
  if (exhausted) {
    const usage = usedBefore.total_tokens > 0 ? usedBefore : noUsage
    const data = move(running, 'incomplete', { seconds: now(), incomplete_details: { reason: exhausted }, usage })
    yield { event: 'thread.run.incomplete', data }
    return
  }
  const writer = createTurnWriter({ run: running, ids, now, usedBefore, takenCallIds })
  for await (const chunk of answer(input)) {
    input.signal.throwIfAborted()
    if (chunk.type === 'finish') {
      yield* writer.finish(chunk.reason, chunk.usage ?? noUsage)
      return
    }
    yield* writer.write(chunk)
  }
  throw new ModelError('server_error', 'The model ended its answer without saying that it was finished.')
}
