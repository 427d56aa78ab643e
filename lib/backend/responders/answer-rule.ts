// One rule answers one call.
import type { ResponderProgress } from '@/lib/protocol/event'
import type { HttpRule, McpRule, Rule } from '@/lib/protocol/responder'
import { responderLimits } from '@/lib/protocol/responder-limits'
import type { Call } from './rules/call'
import { plainAnswer } from './rules/plain-rules'
import { RuleError } from './rules/rule-error'

/** A rule with its secrets. */
export type OpenRule = Exclude<Rule, HttpRule> | OpenHttpRule
export interface OpenHttpRule extends HttpRule {
  /** Null where the present key opens them no more. */
  readonly secret_headers: Readonly<Record<string, string>> | null
}

/** The secret headers that it names and has no value of: they were never entered here. */
export const missingSecrets = ({ secret_header_names: names, secret_headers: headers }: OpenHttpRule) =>
  names.filter((name) => !Object.hasOwn(headers ?? {}, name))

export interface Answer {
  readonly output: string
  readonly logs: readonly string[]
}

export interface Answering {
  readonly signal: AbortSignal
  readonly onProgress: (progress: ResponderProgress) => void
}

/** What rules do beyond reading arguments. Each throws RuleError for what went wrong, and the signal's reason. */
export interface RuleEffects {
  readonly runJavaScript: (code: string, call: Call, signal: AbortSignal) => Promise<Answer>
  readonly askHttp: (rule: OpenHttpRule, call: Call, signal: AbortSignal) => Promise<Answer>
  readonly callTool: (rule: McpRule, call: Call, answering: Answering) => Promise<Answer>
  /** Waits, and throws when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export type AnswerRule = (rule: OpenRule, call: Call, answering: Answering) => Promise<Answer>

/** Throws RuleError where the rule has no answer. */
export function createAnswerRule(effects: RuleEffects): AnswerRule {
  return async (rule, call, answering) => {
    if (rule.delay_ms > 0) await effects.sleep(rule.delay_ms, answering.signal)
    const answer = await answered(effects, { rule, call }, answering)
    const { length } = answer.output
    if (length <= responderLimits.text) return answer
    throw new RuleError(
      `The answer has ${length} characters; at most ${responderLimits.text} can be submitted.`,
      answer.logs,
    )
  }
}

interface Asked {
  readonly rule: OpenRule
  readonly call: Call
}

async function answered(effects: RuleEffects, { rule, call }: Asked, answering: Answering): Promise<Answer> {
  if (rule.kind === 'javascript') return effects.runJavaScript(rule.code, call, answering.signal)
  if (rule.kind === 'http') return effects.askHttp(rule, call, answering.signal)
  if (rule.kind === 'mcp') return effects.callTool(rule, call, answering)
  const output = plainAnswer(rule, call)
  if (output === undefined) throw new RuleError('Nothing answers rules of this kind.')
  return { output, logs: [] }
}

/** May the rule have done something elsewhere, which trying it again would do twice? */
export const hasEffects = ({ kind }: Pick<Rule, 'kind'>) => kind === 'http' || kind === 'mcp'
