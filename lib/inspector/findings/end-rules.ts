import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { CallResponder } from '@/lib/run/call-responder'
import { callsLeftOpen, unansweredCalls } from '@/lib/run/unanswered-calls'
import { byId } from '@/lib/run/by-id'
import { isWithoutCall } from './without-call'
import { failureOf, type FailureKind } from './failure'
import { entryOf, type Facts, type Found, type NextStep, type Rule } from './finding'

/** What helps with each kind of failure. */
const failureSteps = {
  stopped_often: ['again'],
  too_many_turns: ['again_with'],
  log_damaged: ['again'],
  locked_key: ['models'],
  unknown_model: ['model', 'models'],
  model_not_found: ['models', 'model'],
  refused_parameter: ['assistant', 'again_with'],
  wrong_address: ['models', 'again'],
  unreachable: ['again', 'models'],
  quota: ['models', 'again'],
  invalid_key: ['models', 'again'],
  context_length: ['again_with', 'model'],
  content_filter: ['again_with'],
  rate_limit: ['again', 'models'],
  silent: ['again', 'models'],
  cut_off: ['again'],
  overloaded: ['again'],
  invalid_prompt: ['assistant', 'again_with'],
  server_error: ['again', 'models'],
} as const satisfies Record<FailureKind, readonly NextStep[]>

const failureRule = (kind: FailureKind): Rule => ({
  subject: 'end',
  severity: 'problem',
  next: failureSteps[kind],
  find({ run, view }) {
    if (run.status !== 'failed' || failureOfRun(run) !== kind) return null
    const said = run.last_error?.message
    return { values: { model: run.model }, evidence: entryOf(view), ...(said && { said }) }
  },
})

const failureOfRun = ({ last_error }: Run): FailureKind => (last_error ? failureOf(last_error) : 'server_error')

export type FailureKey = `failure.${FailureKind}`

export const failureRules = Object.fromEntries(
  (Object.keys(failureSteps) as FailureKind[]).map((kind) => [`failure.${kind}`, failureRule(kind)]),
) as Readonly<Record<FailureKey, Rule>>

const end = (next: readonly NextStep[], find: Rule['find']): Rule => ({
  subject: 'end',
  severity: 'problem',
  next,
  find,
})

export const endRules = {
  incomplete_output: end(['again_with'], ({ run, view }) =>
    reasonOf(run) === 'max_completion_tokens' ? cut(view, run.max_completion_tokens) : null,
  ),
  incomplete_input: end(['again_with'], ({ run, view }) =>
    reasonOf(run) === 'max_prompt_tokens' ? cut(view, run.max_prompt_tokens) : null,
  ),
  incomplete_filtered: end(['again_with'], ({ run, view }) =>
    reasonOf(run) === 'unknown' ? { evidence: entryOf(view) } : null,
  ),
  incomplete_clients: {
    ...end([], ({ run }) => (run.status === 'incomplete' ? {} : null)),
    severity: 'note',
  },
  expired_unanswered: end(['again', 'assistant'], (facts) => {
    const names = unansweredCalls(facts.view.steps)
    const isRule = ruleLeftOpen(facts) !== undefined
    return names.length > 0 && !isRule ? expired(facts, { names: [...new Set(names)], count: names.length }) : null
  }),
  expired_rule_working: end(['again', 'assistant'], (facts) => expiredWithRule(facts, 'working')),
  expired_rule_failed: end(['again', 'assistant'], (facts) => expiredWithRule(facts, 'failed')),
  expired_rule_asked: end(['again', 'assistant'], (facts) => expiredWithRule(facts, 'asked')),
  expired_queued: end(['again', 'queue'], (facts) => (wasQueued(facts) ? expired(facts, {}) : null)),
  expired: end(['again'], (facts) =>
    !wasQueued(facts) && unansweredCalls(facts.view.steps).length === 0 ? expired(facts, {}) : null,
  ),
  cancelled: {
    ...end(['again'], ({ run, view }) => (run.status === 'cancelled' ? { evidence: entryOf(view) } : null)),
    severity: 'note',
  },
  no_call: {
    ...end(['models', 'model'], ({ run, view }) =>
      isWithoutCall(run, view.steps) ? { values: { model: run.model }, evidence: entryOf(view) } : null,
    ),
    severity: 'attention',
  },
  unlisted_model: {
    ...end(['model', 'models'], ({ run, around }) =>
      around.unlisted === 'refused' && isTerminal(run.status) && failureOfRun(run) !== 'unknown_model'
        ? { values: { model: run.model } }
        : null,
    ),
    severity: 'attention',
  },
} as const satisfies Readonly<Record<string, Rule>>

const reasonOf = ({ status, incomplete_details }: Run) =>
  status === 'incomplete' ? (incomplete_details?.reason ?? 'unknown') : undefined

const cut = (view: Facts['view'], limit: number | null): Found => ({ values: { limit }, evidence: entryOf(view) })

function expired({ run, view }: Facts, values: Found['values']): Found | null {
  if (run.status !== 'expired') return null
  const lifetime = run.expires_at === null ? {} : { durationMs: (run.expires_at - run.created_at) * 1000 }
  return { values: { ...lifetime, ...values }, evidence: entryOf(view) }
}

type RuleState = 'working' | 'failed' | 'asked'

/** What a rule was doing with a call that stayed without output; undefined where only a person could have answered. */
function ruleLeftOpen({ view }: Facts): { readonly state: RuleState; readonly responder: CallResponder } | undefined {
  const known = callsLeftOpen(view.steps).flatMap(({ id }) => byId(view.responders, id) ?? [])
  for (const state of ['failed', 'asked', 'working'] as const) {
    const responder = known.find(({ status }) => status === state)
    if (responder) return { state, responder }
  }
  return undefined
}

function expiredWithRule(facts: Facts, state: RuleState): Found | null {
  const open = ruleLeftOpen(facts)
  if (open?.state !== state) return null
  const { rule, failure, function: name } = open.responder
  const found = expired(facts, { names: [name], rule: rule === null ? 'none' : rule.name || 'unnamed' })
  return found && { ...found, ...(failure !== null && rule !== null && { said: failure }) }
}

const wasQueued = ({ run, view }: Facts) => run.started_at === null && view.steps.length === 0
