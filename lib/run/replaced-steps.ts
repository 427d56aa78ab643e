import type { Step } from '@/lib/protocol/step'

/**
 * The ids of steps that another step replaced: they failed, yet their run went on. Steps of several runs may be given
 * at once; those of one run oldest first.
 */
export function replacedSteps(steps: readonly Step[]): ReadonlySet<string> {
  const wentOn = new Set<string>()
  const replaced = new Set<string>()
  for (const step of steps.toReversed()) {
    if (step.status === 'failed' && wentOn.has(step.run_id)) replaced.add(step.id)
    wentOn.add(step.run_id)
  }
  return replaced
}
