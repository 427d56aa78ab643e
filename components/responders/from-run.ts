// Puts the rules that were made of a run before those that an assistant has.
import { sendable } from '@/lib/client/responders'
import type { AssistantResponders, RespondersBody, RunResponders } from '@/lib/protocol/responder'
import type { ResponderMode } from '@/lib/protocol/responder-limits'

interface Made {
  readonly functions: RunResponders['functions']
  /** Of functions that rules do not answer yet. */
  readonly mode: ResponderMode
}

/** The request that stores the rules of some functions with all that is there. */
export function withRules(stored: AssistantResponders, { functions, mode }: Made): RespondersBody {
  const made = new Map(functions.map((each) => [each.function, each.rule]))
  const known = new Set(stored.functions.map((each) => each.function))
  const kept = stored.functions.map(({ function: name, mode: before, rules }) => {
    const rule = made.get(name)
    // Of the same run a rule is made anew.
    const others = rules.filter((each) => !(rule && each.kind === 'recorded' && each.run_id === rule.run_id))
    const all = [...(rule ? [rule] : []), ...others].map(sendable)
    return { function: name, mode: rule && before === 'never' ? mode : before, rules: all }
  })
  const added = functions
    .filter((each) => !known.has(each.function))
    .map(({ function: name, rule }) => ({ function: name, mode, rules: [rule] }))
  return { for_all_runs: stored.for_all_runs, functions: [...kept, ...added] }
}
