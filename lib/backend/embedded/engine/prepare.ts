import type { Run } from '@/lib/protocol/run'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import type { ChatTurn, ModelEntry, ModelInput } from '@/lib/backend/models/model'
import type { Store } from '@/lib/backend/store/store'
import type { HostedTools } from '../tools/hosted-tool'
import { resourcesOf } from '../tools/run-resources'
import { budgetOf, type Budget } from './budget'
import { hostedNamesOf, type HostedNames } from './hosted-names'
import { marksOf, type Marks } from './marks'
import { createOwnTurns, fitTurns } from './history'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { readHistory, type FileNameOf } from './read-history'

interface Prepared {
  readonly input: ModelInput
  readonly budget: Budget
  /** Under which names the model knows the tools that run here. */
  readonly hosted: HostedNames
  readonly marks: Marks
  /** How many older messages of the thread are not in the input, because too many bytes lie before them. */
  readonly leftOut: number
}

/** A conversation of up to so many bytes is kept while its run lasts, not read anew for each of its turns. */
const KEPT_BYTES = 1_048_576

/** What stood in the thread before a run: nothing is added to it, or taken from it, while the run lasts. */
const kept = new WeakMap<LiveRun, readonly ChatTurn[]>()

/** What gives the turns of a run's own. */
const ownTurns = new WeakMap<LiveRun, ReturnType<typeof createOwnTurns>>()

/** Reads the conversation and makes it the input of the run's next turn, cut to the run's limits. */
export async function prepare(run: Run, { live, signal, ...options }: Preparing): Promise<Prepared> {
  const view = live.view()
  const used = view.tally.usage
  const limit = run.max_prompt_tokens === null ? null : run.max_prompt_tokens - used.prompt_tokens
  const own = ownTurnsOf(live)
  const before = await turnsBefore(run, { ...options, live, own, limit })
  const all = before.turns.concat(own)
  const { turns, size } = limit === null ? { turns: all, size: 0 } : await fitTurns(run.instructions, all, limit)
  const budget = budgetOf(run, used, size)
  const runsCode = options.entry.runsCode === true && (await codeRunsThere(run, options.store))
  const hosted = hostedNamesOf(run, new Set([...options.tools.keys()].filter((type) => !runsCode || type !== CODE)))
  const functions = await functionsOf(run, hosted, options.tools)
  const input: ModelInput = {
    model: run.model,
    instructions: run.instructions,
    turns,
    functions,
    hosted: Object.fromEntries([...hosted].map(([name, type]) => [type, name])),
    ...(runsCode && { runsCode }),
    tool_choice: toolChoiceOf(run, hosted, runsCode),
    parallel_tool_calls: run.parallel_tool_calls,
    response_format: run.response_format,
    temperature: run.temperature,
    top_p: run.top_p,
    reasoning_effort: run.reasoning_effort,
    max_completion_tokens: budget.completion,
    truncation: run.truncation_strategy.type,
    signal,
  }
  return { input, budget, hosted, marks: marksOf(view, before.turns), leftOut: before.leftOut }
}

function ownTurnsOf(live: LiveRun): readonly ChatTurn[] {
  const turnsOf = ownTurns.get(live) ?? createOwnTurns()
  ownTurns.set(live, turnsOf)
  return turnsOf(live.view())
}

const CODE = 'code_interpreter'

/** An endpoint's own code interpreter has none of the files that lie here: a run with some is executed by ours. */
async function codeRunsThere(run: Run, store: Store): Promise<boolean> {
  if (!run.tools.some(({ type }) => type === CODE)) return false
  const { ofAssistant, ofThread } = await resourcesOf(store, run)
  return [ofAssistant, ofThread].every((resources) => !resources.code_interpreter?.file_ids?.length)
}

/** The user's functions, and each hosted tool as one more. */
async function functionsOf(run: Run, hosted: HostedNames, tools: HostedTools): Promise<readonly FunctionDefinition[]> {
  const functions = run.tools.flatMap((tool) => (tool.type === 'function' ? [tool.function] : []))
  for (const [name, type] of hosted) {
    const declaration = await tools.get(type)?.declaration(run)
    if (declaration) functions.push({ ...declaration, name })
  }
  return functions
}

/** No model knows the types of hosted tools; one that is not there any more is not asked for. */
function toolChoiceOf({ tool_choice: choice }: Run, hosted: HostedNames, runsCode: boolean): Run['tool_choice'] {
  if (typeof choice !== 'object' || choice.type === 'function' || (runsCode && choice.type === CODE)) return choice
  const [name] = [...hosted].find(([, type]) => type === choice.type) ?? []
  return name === undefined ? 'auto' : { type: 'function', function: { name } }
}

interface Preparing {
  readonly entry: Pick<ModelEntry, 'runsCode'>
  readonly live: LiveRun
  readonly store: Store
  readonly tools: HostedTools
  readonly fileNameOf: FileNameOf
  readonly signal: AbortSignal
}

interface Reading extends Omit<Preparing, 'signal' | 'tools' | 'entry'> {
  /** What the run itself has said so far. */
  readonly own: readonly ChatTurn[]
  /** Of prompt tokens; null without one. */
  readonly limit: number | null
}

async function turnsBefore(run: Run, { live, store, own, limit, fileNameOf }: Reading) {
  const known = kept.get(live)
  if (known) return { turns: known, leftOut: 0 }
  const { type, last_messages = null } = run.truncation_strategy
  const isCounted = type === 'last_messages' && last_messages !== null
  // Those that the run itself has written are the newest of them.
  const last = isCounted
    ? Math.max(0, last_messages - own.filter(({ role }) => role === 'assistant').length)
    : undefined
  const { turns, leftOut, bytes } = await readHistory(store, run, { last, tokens: limit, fileNameOf })
  if (!isCounted && bytes <= KEPT_BYTES) kept.set(live, turns)
  return { turns, leftOut }
}
