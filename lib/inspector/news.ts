import type { RunStatus } from '@/lib/protocol/status'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'

/** What is worth telling somebody who cannot see it: the run is in another status, or a step has begun. */
export type News =
  | { readonly kind: 'status'; readonly status: RunStatus }
  | { readonly kind: 'step'; readonly type: Step['type'] }

/** What happened behind event `after`, and not before the moment `since` (Unix ms), in its order. */
export function newsOf({ log }: RunView, { after, since }: { after: number; since: number }): readonly News[] {
  let begin = log.length
  while (begin > 0 && log[begin - 1]!.lastSeq > after && log[begin - 1]!.lastAt >= since) begin -= 1
  return log.slice(begin).flatMap(({ event, data }): readonly News[] => {
    if ('error' in data) return []
    if (event === 'thread.run.step.created' && data.object === 'thread.run.step')
      return [{ kind: 'step', type: data.type }]
    const isMove = data.object === 'thread.run' && event === `thread.run.${data.status}`
    return isMove ? [{ kind: 'status', status: data.status }] : []
  })
}
