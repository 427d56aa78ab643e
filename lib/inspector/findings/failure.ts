// What a failed run's `last_error` is about. The protocol has three codes for all of it, so the words decide: those
// that this server writes, and those of the services whose words it passes on.
import type { LastError } from '@/lib/protocol/run'
import { ownFailureOf, type OwnFailure } from '@/lib/run/own-failures'

interface Sign<Kind> {
  readonly kind: Kind
  /** Only for errors of this code. */
  readonly code?: LastError['code']
  readonly words: RegExp
}

const sign = <Kind extends string>(kind: Kind, words: RegExp, code?: LastError['code']): Sign<Kind> =>
  code ? { kind, code, words } : { kind, words }

/** The first that fits counts. */
const signs = [
  sign('locked_key', /was encrypted with another SECRET_KEY/),
  sign('unknown_model', /^No model endpoint offers the model|^There is no model /),
  sign(
    'refused_parameter',
    /MODEL_LEAVE_OUT|unsupported (?:parameter|value)|unknown parameter|\bextra inputs are not/i,
  ),
  sign('wrong_address', /redirects to .+not followed|instead of a stream of events/),
  sign('unreachable', /could not be reached/),
  // One request that is more than a whole minute may have: no waiting helps.
  sign('context_length', /request too large|tokens must be reduced/i),
  // A plan without the model: such an answer says when to retry, too, though nothing is different then.
  sign('quota', /\blimit: 0\b/, 'rate_limit_exceeded'),
  // Whoever says when to retry means a limit of rate, whatever else is said of quotas and bills.
  sign('rate_limit', /asks to wait|\b(?:retry|try again|wait)(?: in| after| for)? ?\d/i, 'rate_limit_exceeded'),
  sign('rate_limit', /\d ?(?:秒|分钟)之?后.{0,4}[重再]试|error-code#token-limit/, 'rate_limit_exceeded'),
  sign('quota', /\banswered 402\b|insufficient[_ ](?:quota|balance|credits?)|exceeded your current quota/i),
  sign('quota', /billing|out of credits?|credit balance|no credits?\b|余额不足|欠费|额度/i),
  sign('quota', /account is in good standing|\barrear|free tier of the model has been exhausted/i),
  sign('invalid_key', /\banswered 40[13]\b|(?:invalid|incorrect|wrong|missing)[ _](?:api|access)[ _-]?(?:key|token)/i),
  sign('invalid_key', /\bapi[ _-]?key\b.{0,20}\b(?:not valid|invalid|expired)\b/i),
  sign('invalid_key', /unauthori[sz]ed|authentication(?: |_)(?:failed|error)|PermissionDenied/i),
  sign(
    'model_not_found',
    /model_not_found|DeploymentNotFound|\b(?:models?(?! endpoint)|deployment)\b.{0,80}\b(?:not (?:found|exist)|does not exist)/i,
  ),
  sign('model_not_found', /\b(?:unknown|no such|invalid)[ _]model\b|\banswered 404: model: |模型不存在/i),
  sign('wrong_address', /\banswered 40[45]\b/),
  sign(
    'context_length',
    /context_length_exceeded|exceed_context_size|maximum (?:context|prompt|model) len/i,
    'invalid_prompt',
  ),
  sign(
    'context_length',
    /exceed\w*.{0,30}\bcontext|context (?:length|size|window|limit)|too long|超长/i,
    'invalid_prompt',
  ),
  sign(
    'context_length',
    /too many tokens|input token count|range of input length|reduce the length/i,
    'invalid_prompt',
  ),
  sign('content_filter', /content[ _]?(?:filter|policy|management policy)|ResponsibleAIPolicy|敏感|safety system/i),
  sign('content_filter', /inappropriate content|content exists risk/i),
  sign('overloaded', /\banswered (?:50[234]|529)\b|overloaded|temporarily unavailable|high demand|too busy/i),
  sign('rate_limit', /./s, 'rate_limit_exceeded'),
  sign('rate_limit', /\brate limit|qps request limit/i),
  sign('silent', /sent nothing for/),
  sign('cut_off', /was cut off in the middle|gave up in the middle|without saying that it was finished/),
  sign('invalid_prompt', /./s, 'invalid_prompt'),
] as const

/** `server_error` is whatever nothing more is known of. */
export type FailureKind = OwnFailure | (typeof signs)[number]['kind'] | 'server_error'

/** What a run's error is about, as far as its code and words tell. */
export function failureOf(error: LastError): FailureKind {
  const found = signs.find(
    ({ code, words }) => (code === undefined || code === error.code) && words.test(error.message),
  )
  return ownFailureOf(error) ?? found?.kind ?? kindOfCode[error.code] ?? 'server_error'
}

/** For an error without words. */
const kindOfCode: Readonly<Record<string, FailureKind>> = {
  rate_limit_exceeded: 'rate_limit',
  invalid_prompt: 'invalid_prompt',
} satisfies Partial<Record<LastError['code'], FailureKind>>
