// The record that an assistant's responders are kept in, for whoever moves it in or out.
import type * as z from 'zod'
import type { respondersBody, Rule } from '@/lib/protocol/responder'

export const RESPONDERS = 'responders'

type Body = z.output<typeof respondersBody>

interface Kept extends Pick<Body, 'for_all_runs'> {
  readonly functions: readonly (Omit<Body['functions'][number], 'rules'> & { readonly rules: readonly Rule[] })[]
}

/** As they may leave: of secret headers only the names. Undefined where there are none. */
export function leavingResponders(document: unknown): Kept | undefined {
  const { for_all_runs, functions } = document as Kept
  if (functions.length === 0) return undefined
  return { for_all_runs, functions: functions.map(({ rules, ...rest }) => ({ ...rest, rules: rules.map(unsealed) })) }
}

function unsealed(rule: Rule & { readonly sealed?: string | null }): Rule {
  const { sealed: _sealed, ...shown } = rule
  return shown
}

/** The record of what has come in. The values of secret headers have not: they are to be entered here. */
export const arrivedResponders = ({ for_all_runs, functions }: Body) => ({
  for_all_runs,
  functions: functions.map(({ rules, ...rest }) => ({
    ...rest,
    rules: rules.map((rule, index) => {
      const named = { ...rule, id: rule.id ?? `rule_${index + 1}` }
      if (named.kind !== 'http') return named
      const { secret_headers: _values, secret_header_names = [], ...shown } = named
      return { ...shown, secret_header_names, sealed: null }
    }),
  })),
})
