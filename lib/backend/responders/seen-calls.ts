// The calls that runs of an assistant have made: to try a rule with what a model really asks.
import { randomUUID } from 'node:crypto'
import type { FunctionCall, Run } from '@/lib/protocol/run'
import type { RecordedRule, RunResponders, SeenCall } from '@/lib/protocol/responder'
import type { Step } from '@/lib/protocol/step'
import { responderLimits } from '@/lib/protocol/responder-limits'
import type { Store } from '@/lib/backend/store/store'
import { pendingCalls } from '@/lib/run/tool-calls'
import { sameJson } from './rules/same-json'

/** How many runs are looked through, the newest first. */
const MAX_RUNS = 100

interface CallQuery {
  readonly assistantId: string
  /** Of this function only. */
  readonly name: string | undefined
  readonly limit: number
}

/** The newest first. */
export async function seenCalls(
  { runs, steps }: Pick<Store, 'runs' | 'steps'>,
  { assistantId, name, limit }: CallQuery,
): Promise<readonly SeenCall[]> {
  const { data } = await runs.search({ assistant_id: assistantId, limit: MAX_RUNS })
  const found: SeenCall[] = []
  for (const { run } of data) {
    const calls = callsOf(run, await steps.all(run.id)).filter((call) => name === undefined || call.function === name)
    found.push(...calls.toReversed())
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}

/** Oldest first. */
function callsOf(run: Run, steps: readonly Step[]): readonly SeenCall[] {
  const seen = (call: FunctionCall, output: string | null, created_at: number): SeenCall => ({
    ...{ id: call.id, run_id: run.id, thread_id: run.thread_id, created_at, output },
    ...{ function: call.function.name, arguments: call.function.arguments },
  })
  const waiting = pendingCalls(run)
  const isWaiting = new Set(waiting.map(({ id }) => id))
  const ofSteps = steps.flatMap(({ step_details: details, created_at }) =>
    details.type === 'tool_calls'
      ? details.tool_calls.flatMap((call) =>
          // A step that is being written has its calls in the log; the run says what it waits for.
          call.type === 'function' && !isWaiting.has(call.id)
            ? [seen(call, call.function.output ?? null, created_at)]
            : [],
        )
      : [],
  )
  return [...ofSteps, ...waiting.map((call) => seen(call, null, run.started_at ?? run.created_at))]
}

/** A rule for each function that the run has called, which answers as the run was answered. */
export function respondersFrom(run: Run, steps: readonly Step[]): RunResponders {
  const byFunction = new Map<string, Map<string, { call: SeenCall; outputs: string[] }>>()
  let unanswered = 0
  for (const call of callsOf(run, steps)) {
    if (call.output === null || call.output.length > responderLimits.text) {
      unanswered += 1
      continue
    }
    const calls = byFunction.get(call.function) ?? new Map<string, { call: SeenCall; outputs: string[] }>()
    byFunction.set(call.function, calls)
    const known = calls.get(sameJson(call.arguments))
    if (!known) calls.set(sameJson(call.arguments), { call, outputs: [call.output] })
    else if (!known.outputs.includes(call.output)) known.outputs.push(call.output)
  }
  const all = [...byFunction].map(([name, calls]) => ({ name, calls: [...calls.values()] }))
  return {
    ...{ assistant_id: run.assistant_id, run_id: run.id, unanswered },
    functions: all.map(({ name, calls }) => ({ function: name, rule: recordedRule(run, calls) })),
    mismatches: all.flatMap(({ name, calls }) =>
      calls.flatMap(({ call, outputs }) =>
        outputs.length > 1 ? [{ function: name, arguments: call.arguments, outputs }] : [],
      ),
    ),
  }
}

function recordedRule(run: Run, calls: readonly { readonly call: SeenCall }[]): RecordedRule {
  const recorded = calls.map(({ call }) => ({ arguments: call.arguments, output: call.output ?? '' }))
  return {
    ...{ id: `rule_${randomUUID().replaceAll('-', '').slice(0, 24)}`, name: '', delay_ms: 0 },
    ...{ kind: 'recorded', run_id: run.id, calls: recorded.slice(0, responderLimits.entries), otherwise: 'fail' },
  }
}
