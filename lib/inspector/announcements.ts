import type { RunStatus } from '@/lib/protocol/status'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'

/** What a screen reader announces: the run is in another status, or a step has begun. */
export type Announcement =
  | { readonly kind: 'status'; readonly status: RunStatus }
  | { readonly kind: 'step'; readonly type: Step['type'] }

/** What happened after event `after`, and not before `since` (Unix ms), in order. */
export function announcementsOf(
  { log }: RunView,
  { after, since }: { after: number; since: number },
): readonly Announcement[] {
  let begin = log.length
  while (begin > 0 && log[begin - 1]!.lastSeq > after && log[begin - 1]!.lastAt >= since) begin -= 1
  return log.slice(begin).flatMap(({ event, data }): readonly Announcement[] => {
    if ('error' in data) return []
    if (event === 'thread.run.step.created' && data.object === 'thread.run.step')
      return [{ kind: 'step', type: data.type }]
    const isMove = data.object === 'thread.run' && event === `thread.run.${data.status}`
    return isMove ? [{ kind: 'status', status: data.status }] : []
  })
}
