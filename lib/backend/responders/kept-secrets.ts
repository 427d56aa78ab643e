// The secret headers of HTTP rules: sealed where they lie, and kept when a list is written that does not name them.
import { badRequest } from '@/lib/protocol/error'
import type { HttpRule, ParsedRule, Rule } from '@/lib/protocol/responder'
import { openSecrets, sealSecrets } from '@/lib/backend/sealed-secrets'
import type { Sealer } from '@/lib/backend/sealing'
import { requireSecretsFor, withSecretChanges } from '@/lib/backend/upstream-checks'
import { missingSecrets, type OpenHttpRule, type OpenRule } from './answer-rule'
import { filledAddress } from './http/rule-address'

type ParsedHttpRule = Extract<ParsedRule, { kind: 'http' }>

/** A rule as it is stored: what anybody may read, and sealed text. */
export type StoredRule = Exclude<Rule, HttpRule> | (HttpRule & { readonly sealed: string | null })

/** The rule with its secrets. */
export function openedRule(sealer: Sealer, rule: StoredRule, purpose: string): OpenRule {
  if (rule.kind !== 'http') return rule
  const { sealed, ...shown } = rule
  const secrets = openSecrets(sealer, sealed, purposeOf(purpose, rule.id))
  return { ...shown, secret_headers: secrets?.headers ?? null }
}

/** Has it secret headers whose values are to be entered again? */
export const isLocked = (rule: OpenRule) => rule.kind === 'http' && missingSecrets(rule).length > 0

export function sealedRule(sealer: Sealer, rule: OpenRule, purpose: string): StoredRule {
  if (rule.kind !== 'http') return rule
  const { secret_headers, ...shown } = rule
  const headers = secret_headers ?? {}
  const isPlain = Object.keys(headers).length === 0
  const sealed = isPlain ? null : sealSecrets(sealer, { key: '', headers }, purposeOf(purpose, rule.id))
  return { ...shown, sealed }
}

/** As pages see it. */
export function shownRule(rule: StoredRule): Rule {
  if (rule.kind !== 'http') return rule
  const { sealed: _sealed, ...shown } = rule
  return shown
}

/**
 * A rule as it was sent, with the secrets that it had before where it does not name them. Throws ApiError (400) where
 * they would go to another server than they were entered for.
 */
export function withKeptSecrets(rule: ParsedRule & { readonly id: string }, before: OpenRule | undefined): OpenRule {
  if (rule.kind !== 'http') return rule
  const { secret_headers: headers = {}, secret_header_names, ...shown } = rule
  const known = before?.kind === 'http' ? before : undefined
  const secrets = known?.secret_headers ?? {}
  if (known) {
    requireNoneLost(rule, known)
    const url = filledAddress(known.url, undefined)
    requireSecretsFor({ key: '', headers: secrets, url }, { url: filledAddress(rule.url, undefined), headers })
  }
  const kept = withSecretChanges({ key: '', headers: secrets }, { headers })
  // One that is named and was not entered yet stays named: the rule says so.
  const named = (secret_header_names ?? known?.secret_header_names ?? []).filter((name) => headers[name] !== null)
  const names = new Set([...Object.keys(kept.headers), ...named])
  return { ...shown, secret_header_names: [...names], secret_headers: kept.headers }
}

/** What cannot be decrypted would be overwritten with nothing. */
function requireNoneLost({ secret_headers: headers = {} }: ParsedHttpRule, known: OpenHttpRule) {
  const lost = known.secret_headers === null && known.secret_header_names.find((name) => !(name in headers))
  if (!lost) return
  const param = `secret_headers.${lost}`
  throw badRequest(`The secret header '${lost}' cannot be decrypted any more: enter it again.`, {
    param,
    code: 'missing_required_parameter',
  })
}

const purposeOf = (purpose: string, ruleId: string) => `${purpose}:${ruleId}`
