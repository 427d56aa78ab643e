// What a list of responders must be beyond its shape: what could only fail later is told when it is entered.
import { badRequest } from '@/lib/protocol/error'
import type { ParsedRule, RuleCondition } from '@/lib/protocol/responder'
import { checkSecrets } from '@/lib/backend/upstream-checks'
import { checkAddress } from './http/rule-address'
import { linearPattern } from './rules/applies'
import { badPlaceIn } from './rules/template'
import { isPath } from './rules/value-at'

/** Throws ApiError (400). `at` is where the rule stands in the body. */
export function checkRule(rule: ParsedRule, at: string) {
  if (rule.when) checkCondition(rule.when, `${at}.when`)
  switch (rule.kind) {
    case 'template':
      return checkTemplate(rule.template, `${at}.template`)
    case 'lookup':
      return checkPath(rule.path, `${at}.path`)
    case 'mcp':
      return checkTemplate(rule.arguments, `${at}.arguments`)
    case 'http':
      checkAddress(rule.url, `${at}.url`)
      checkTemplate(rule.body, `${at}.body`)
      if (rule.pick) checkPath(rule.pick, `${at}.pick`)
      checkSecrets({ headers: rule.headers })
      return checkSecrets({ headers: rule.secret_headers })
    case 'static':
    case 'javascript':
    case 'recorded':
    case 'fail':
      return undefined
    default:
      return rule satisfies never
  }
}

function checkCondition(condition: RuleCondition, param: string) {
  checkPath(condition.path, `${param}.path`)
  if (!('matches' in condition) || linearPattern(condition.matches)) return
  throw badRequest(
    `Invalid '${param}.matches': expected a regular expression without look-around and back-references.`,
    { param: `${param}.matches`, code: 'invalid_pattern' },
  )
}

function checkPath(path: string, param: string) {
  if (isPath(path)) return
  throw badRequest(`Invalid '${param}': expected the path of an argument, such as customer.orders[0].id.`, {
    param,
    code: 'invalid_path',
  })
}

function checkTemplate(template: string | null | undefined, param: string) {
  const bad = template == null ? undefined : badPlaceIn(template)
  if (bad === undefined) return
  throw badRequest(`Invalid '${param}': ${bad} is no path of an argument.`, { param, code: 'invalid_template' })
}
