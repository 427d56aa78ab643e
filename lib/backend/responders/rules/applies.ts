// Which rule is the one: decided by the arguments alone, before anything is done.
import { RE2JS, RE2JSException } from 're2js'
import type { Rule, RuleCondition } from '@/lib/protocol/responder'
import type { Call } from './call'
import { recordedOutput } from './recorded'
import { sorted } from './same-json'
import { textOf, valueAt } from './value-at'

/** A pattern as an engine reads it that takes linear time; undefined for what it cannot read. */
export function linearPattern(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern))
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}

/** So much is about half a second. */
const MAX_WORK = 20_000_000

function isMet(condition: RuleCondition, call: Call): boolean {
  try {
    return isTrue(condition, call)
  } catch (error) {
    // Arguments of thousands of levels are deeper than they can be walked.
    if (error instanceof RangeError) return false
    throw error
  }
}

function isTrue(condition: RuleCondition, call: Call): boolean {
  const value = valueAt(call.arguments, condition.path)
  if (value === undefined) return false
  if ('equals' in condition) return sorted(value) === sorted(condition.equals)
  const pattern = linearPattern(condition.matches)
  const text = textOf(value)
  // What a sign of text costs at most is the size of the program.
  if (!pattern || pattern.programSize() * text.length > MAX_WORK) return false
  return pattern.matcher(text).find()
}

/** Why the rule leaves the call to those behind it; undefined where it is the one to answer. */
export function whyNot(rule: Rule, call: Call): string | undefined {
  if (rule.when && !isMet(rule.when, call)) return 'Its condition is not met by these arguments.'
  const isLeft = rule.kind === 'recorded' && rule.otherwise === 'next' && recordedOutput(rule, call) === undefined
  return isLeft ? 'No recorded call has these arguments.' : undefined
}

/** The rule that answers the call. */
export const ruleFor = <R extends Rule>(rules: readonly R[], call: Call): R | undefined =>
  rules.find((rule) => whyNot(rule, call) === undefined)
