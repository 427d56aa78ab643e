import { endRules, failureRules } from './end-rules'
import type { Facts, Finding, NextStep, Rule } from './finding'
import { recordRules } from './record-rules'
import { waitRules } from './wait-rules'

const rules = { ...failureRules, ...waitRules, ...endRules, ...recordRules } as const

export type FindingKey = keyof typeof rules

/** What is to be known of a run, the most urgent first. The key names the rule and, in the catalogue, its words. */
export function findingsOf(facts: Facts): readonly Finding<FindingKey>[] {
  return (Object.entries(rules) as [FindingKey, Rule][])
    .flatMap(([key, { subject, severity, next, find }]) => {
      const found = [find(facts)].flat().filter((each) => each !== null)
      const steps = next.filter((step) => isPossible(step, facts))
      return found.map(({ values = {}, evidence = [], said = null }) => ({
        ...{ key, subject, severity, values, evidence, said },
        next: steps,
      }))
    })
    .toSorted((one, other) => urgency[one.severity] - urgency[other.severity])
}

const urgency = { problem: 0, attention: 1, note: 2 } as const

/** What takes a thread that is still there. */
const onThread: ReadonlySet<NextStep> = new Set(['answer', 'cancel', 'again', 'again_with'])

/** Model endpoints are this server's own; another backend has them elsewhere. */
function isPossible(step: NextStep, { run, around }: Facts): boolean {
  if (around.threadGoneMs !== null && onThread.has(step)) return false
  if (step === 'models' || step === 'queue') return around.backend === 'here'
  if (step === 'connection') return around.backend === 'elsewhere'
  return step !== 'answer' || run.status === 'requires_action'
}
