// Rules that need nothing but the arguments.
import type { Rule } from '@/lib/protocol/responder'
import type { Call } from './call'
import { mismatchOf, recordedOutput } from './recorded'
import { RuleError } from './rule-error'
import { fillTemplate } from './template'
import { textOf, valueAt } from './value-at'

type Of<K extends Rule['kind']> = Extract<Rule, { kind: K }>

function lookedUp({ path, entries, fallback, ignore_case }: Of<'lookup'>, call: Call): string {
  const value = valueAt(call.arguments, path)
  const plain = (text: string) => (ignore_case ? text.trim().toLowerCase() : text)
  const key = plain(textOf(value))
  const found = value === undefined ? undefined : entries.find((entry) => plain(entry.key) === key)
  const output = found?.output ?? fallback
  if (output !== undefined && output !== null) return output
  const named = path === '' ? 'the arguments' : `'${path}'`
  throw new RuleError(
    value === undefined
      ? `The call has no argument ${named} to look up.`
      : `The table has no entry for ${named} = ${textOf(value).slice(0, 200)}.`,
  )
}

function replayed(rule: Of<'recorded'>, call: Call): string {
  const output = recordedOutput(rule, call)
  if (output === undefined) throw new RuleError(mismatchOf(rule, call))
  return output
}

/** What such a rule answers; undefined for rules of other kinds. Throws RuleError. */
export function plainAnswer(rule: Rule, call: Call): string | undefined {
  switch (rule.kind) {
    case 'static':
      return rule.output
    case 'template':
      return fillTemplate(rule.template, call.arguments)
    case 'lookup':
      return lookedUp(rule, call)
    case 'recorded':
      return replayed(rule, call)
    case 'fail':
      return JSON.stringify({ error: rule.error })
    case 'javascript':
    case 'http':
    case 'mcp':
      return undefined
    default:
      return rule satisfies never
  }
}
