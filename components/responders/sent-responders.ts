// What the form sends of responders.
import type { AssistantResponders, RespondersBody, Rule } from '@/lib/protocol/responder'
import type { DraftRule, ResponderFields, SentResponder } from './responder-source'
import { secretsAt } from './typed-secrets'

interface Sending {
  /** Where secrets belong that were typed: the assistant's id, or that of a new one. */
  readonly place: string
  /** As they are stored, whose secrets may have to be taken away. */
  readonly stored: AssistantResponders | null
}

/** A function's rules as they are sent. What has no rules needs no responder. */
export function sentResponder(name: string, { mode, rules }: ResponderFields, sending: Sending): SentResponder {
  const before = sending.stored?.functions.find((each) => each.function === name)?.rules ?? []
  return { function: name, mode, rules: rules.map((rule) => sentRule(rule, before, sending.place)) }
}

/** A rule with the secrets that were typed for it, and null for those that it no longer names. */
export function sentRule(rule: DraftRule, before: readonly Rule[], place: string): DraftRule {
  if (rule.kind !== 'http') return rule
  const { secret_header_names = [], ...rest } = rule
  const names = secret_header_names.filter((name) => name.trim() !== '')
  const stored = before.find(({ id }) => id === rule.id)
  const had = stored?.kind === 'http' ? stored.secret_header_names : []
  const typed = Object.entries(secretsAt(secretPlace(place, rule.id))).filter(([name]) => names.includes(name))
  const gone = had.filter((name) => !names.includes(name)).map((name) => [name, null] as const)
  const secrets = Object.fromEntries([...gone, ...typed])
  return {
    ...rest,
    ...(names.length > 0 && { secret_header_names: names }),
    ...(Object.keys(secrets).length > 0 && { secret_headers: secrets }),
  }
}

export const secretPlace = (assistant: string, rule: string) => `${assistant} ${rule}`

/** Whether two lists say the same. */
export const isSameBody = (body: RespondersBody, stored: AssistantResponders) =>
  (body.for_all_runs ?? false) === stored.for_all_runs &&
  textOf(body.functions.map(({ rules, ...rest }) => ({ ...rest, rules: rules.map(plain) }))) ===
    textOf(stored.functions.map(({ rules, ...rest }) => ({ ...rest, rules: rules.map(plain) })))

const plain = (rule: object) => {
  const { secret_header_names: _names, ...rest } = rule as { secret_header_names?: unknown }
  return rest
}

/** The same for the same values, whatever the order of their names, and whether what is empty is said. */
const textOf = (value: unknown) =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each)
            .filter(([, part]) => part !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : each,
  )
