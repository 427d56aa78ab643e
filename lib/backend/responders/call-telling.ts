// Tells in a run's log what becomes of a call: before a rule begins, on its way, and when it has ended.
import type { ResponderProgress, ResponderTold, RuleLabel } from '@/lib/protocol/event'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import type { AnswerRule, OpenRule } from './answer-rule'
import type { Call } from './rules/call'
import { RuleError } from './rules/rule-error'
import type { RunWorkerOptions } from './run-worker-options'
import { toldRule } from './told-rule'

export type Telling = ReturnType<typeof createTelling>
type Told = Omit<ResponderTold, 'object' | 'call_id' | 'function' | 'rule'>

interface About<R = RuleLabel | null> {
  readonly runId: string
  readonly call: Call
  readonly rule: R
}

interface Answering {
  readonly answer: AnswerRule
  readonly signal: AbortSignal
  /** Aborted when somebody else goes on with it. */
  readonly left?: AbortSignal
}

/** A store that refuses is asked again after these times. */
const AGAIN_MS = [500, 2_000, 8_000] as const

/** So often, and so many times, a rule's progress is told. */
const PROGRESS_MS = 500
const MAX_PROGRESS = 100
const MAX_LOGS = 100

const labelOf = ({ id, name, kind }: RuleLabel): RuleLabel => ({ id, name, kind })

export function createTelling(options: Pick<RunWorkerOptions, 'runs' | 'sleep' | 'now'>, closing: AbortSignal) {
  const { runs, sleep, now } = options
  const tell = async (about: About, told: Told) => {
    await written({ runs, sleep, closing }, about, told)
    if (told.status === 'asked' || told.status === 'failed') await tellOfWaiting(runs, about.runId)
  }

  return {
    asked: (about: About<OpenRule>) => tell(about, { status: 'asked' }),
    declined: (about: About, told: Pick<Told, 'failure' | 'output'>) => tell(about, { status: 'declined', ...told }),
    failed: (about: About, told: Pick<Told, 'failure' | 'output'>) => tell(about, { status: 'failed', ...told }),
    noRule: (about: About<null>) => tell(about, { status: 'failed', failure: 'No rule applies to these arguments.' }),

    /** Lets the rule answer, and tells how that went. What the rule does wrong is told, and not thrown. */
    async answer(about: About<OpenRule>, { answer, signal, left }: Answering) {
      const { rule, call } = about
      if (takesTime(rule)) await tell(about, { status: 'working' })
      const from = now()
      const progress = createProgress((progress) => tell(about, { status: 'working', progress }), now)
      const ms = () => Math.round(now() - from)
      try {
        const answering = { signal, onProgress: progress.onProgress }
        const { output, logs } = await toldRule(runs.store, about, () => answer(rule, call, answering))
        await progress.told()
        signal.throwIfAborted()
        await tell(about, { status: 'answered', output, ms: ms(), ...logged(logs) })
      } catch (error) {
        await progress.told()
        // The next start finds it as it stands.
        if (closing.aborted || left?.aborted) return
        const isForeseen = error instanceof RuleError || signal.aborted
        const logs = error instanceof RuleError ? error.logs : []
        await tell(about, { status: 'failed', failure: failureOf(error, signal), ms: ms(), ...logged(logs) })
        if (!isForeseen) throw error
      }
    },
  }
}

/** A rule was to answer the call, and now a person is: pages that were silent about it may say so. */
async function tellOfWaiting({ store, changes }: Pick<RunsHere, 'store' | 'changes'>, id: string) {
  const run = await store.runs.get(id)
  if (run?.status !== 'requires_action') return
  changes.publish({ kind: 'run', verb: 'put', id, thread_id: run.thread_id, status: run.status })
}

function failureOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'The run went on without it.'
  return error instanceof RuleError ? error.message : 'The rule failed in a way that was not foreseen.'
}

/** Then it is told that it has begun: a start must know, and pages show it. */
const takesTime = ({ kind, delay_ms }: OpenRule) =>
  delay_ms > 0 || kind === 'http' || kind === 'mcp' || kind === 'javascript'

const logged = (logs: readonly string[]) => (logs.length > 0 ? { logs: logs.slice(0, MAX_LOGS) } : {})

/** Tells of progress in its order, and not more often than anybody can read. */
function createProgress(tell: (progress: ResponderProgress) => Promise<void>, now: () => number) {
  let last = -Infinity
  let count = 0
  let telling: Promise<void> = Promise.resolve()
  return {
    onProgress(progress: ResponderProgress) {
      if (now() - last < PROGRESS_MS || count >= MAX_PROGRESS) return
      last = now()
      count += 1
      // What is lost of it is told by the next.
      telling = telling.then(() => tell(progress)).catch(() => undefined)
    },
    told: () => telling,
  }
}

interface Writing {
  readonly runs: Pick<RunsHere, 'tell'>
  readonly sleep: RunWorkerOptions['sleep']
  readonly closing: AbortSignal
}

async function written({ runs, sleep, closing }: Writing, { runId, call, rule }: About, told: Told) {
  const about = { object: 'playground.responder.told', call_id: call.id, function: call.function } as const
  const data: ResponderTold = { ...about, rule: rule && labelOf(rule), ...told }
  for (let attempt = 0; ; attempt += 1) {
    try {
      await runs.tell(runId, [{ event: 'playground.responder.told', data }])
      return
    } catch (error) {
      const wait = AGAIN_MS[attempt]
      if (wait === undefined || closing.aborted) throw error
      await sleep(wait, closing)
    }
  }
}
