import type { RunStatus } from '@/lib/protocol/status'
import { isWithRule, rulesAtWork } from '@/lib/run/call-responder'
import { activeStatuses } from '@/lib/run/machine'
import { pendingCalls } from '@/lib/run/tool-calls'
import { byId } from '@/lib/run/by-id'
import { entryOf, evidenceOf, type Facts, type Found, type NextStep, type Rule } from './finding'
import { LONG_MS } from './long-waits'
import { littleTimeLeft } from './near-expiry'

const wait = (next: readonly NextStep[], find: (facts: Facts) => Found | null): Rule => ({
  subject: 'wait',
  severity: 'attention',
  next,
  find: (facts) => (facts.life.isLive && activeStatuses.includes(facts.run.status) ? find(facts) : null),
})

export const waitRules = {
  near_expiry: wait([], (facts) => {
    const { run, view, now } = facts
    // Nobody has to send what rules are about to.
    const status = rulesAtWork(run, view.responders).length > 0 ? 'in_progress' : run.status
    return littleTimeLeft(run, now) !== undefined
      ? { values: { atMs: run.expires_at! * 1000, status }, evidence: entryOf(view) }
      : null
  }),
  waits: wait(['answer', 'cancel'], ({ run, view }) => {
    const calls = pendingCalls(run).filter(({ id }) => !isOfRule(view, id))
    const names = calls.map((call) => call.function.name)
    const values = { names: [...new Set(names)], count: names.length }
    return names.length > 0 ? { values, evidence: entryOf(view) } : null
  }),
  asked: wait(['decide', 'cancel'], ({ run, view }) => {
    const calls = pendingCalls(run).filter(({ id }) => isAsked(view, id))
    const names = calls.map((call) => call.function.name)
    const rule = calls[0] && (byId(view.responders, calls[0].id)?.rule?.name || 'unnamed')
    return rule ? { values: { names: [...new Set(names)], count: names.length, rule }, evidence: entryOf(view) } : null
  }),
  unanswered: wait(['assistant'], ({ run, view, around }) => {
    const left = pendingCalls(run).filter(({ id }) => !isOfRule(view, id))
    const pending = new Set(left.map((call) => call.function.name))
    const before = around.unanswered.filter((names) => names.some((name) => pending.has(name)))
    const names = [...pending].filter((name) => before.some((each) => each.includes(name)))
    return names.length > 0 ? { values: { names, count: before.length } } : null
  }),
  queued_long: wait(['queue', 'cancel'], (facts) =>
    lasts(facts, 'queued') > LONG_MS.queued
      ? { values: { backend: facts.around.backend }, evidence: entryOf(facts.view) }
      : null,
  ),
  cancelling_long: wait([], (facts) =>
    lasts(facts, 'cancelling') > LONG_MS.cancelling ? { evidence: entryOf(facts.view) } : null,
  ),
  silent: wait(['cancel'], (facts) =>
    facts.around.backend === 'here' && silenceOf(facts) > LONG_MS.silent ? { evidence: lastEvent(facts) } : null,
  ),
  silent_elsewhere: wait(['connection', 'cancel'], (facts) =>
    facts.around.backend === 'elsewhere' && silenceOf(facts) > LONG_MS.silent ? { evidence: lastEvent(facts) } : null,
  ),
  locked: wait(['cancel'], (facts) =>
    lasts(facts, 'in_progress') > LONG_MS.locked && silenceOf(facts) <= LONG_MS.silent
      ? { evidence: entryOf(facts.view) }
      : null,
  ),
} as const satisfies Readonly<Record<string, Rule>>

/** Of a call that a rule is at work on, has answered, or asks about first. */
const isOfRule = (view: Facts['view'], call: string) => isWithRule(byId(view.responders, call)) || isAsked(view, call)

const isAsked = ({ responders }: Facts['view'], call: string) => byId(responders, call)?.status === 'asked'

/** For how long the run has been in a status, in ms; 0 in another. */
function lasts({ run, life }: Facts, status: RunStatus): number {
  const last = life.segments.at(-1)
  return last && run.status === status && last.status === status ? last.to - last.from : 0
}

/** For how long nothing has come of a run that is in progress, in ms. */
const silenceOf = ({ run, view, now }: Facts): number =>
  run.status === 'in_progress' ? now - (view.log.at(-1)?.lastAt ?? now) : 0

const lastEvent = ({ view: { log } }: Facts) => log.slice(-1).map(evidenceOf)
