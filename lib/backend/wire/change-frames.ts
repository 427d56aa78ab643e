import type { ChangesReady } from '@/lib/protocol/playground'
import { toFrame } from '@/lib/protocol/sse'
import type { Changes } from '@/lib/backend/log/changes'

/** A reader this far behind has lost the thread anyway: it is told to look at everything again. */
const MAX_WAITING = 1_000

const RESYNC = toFrame({ event: 'resync', data: '{}' })

/** Every change from now on as frames, until the reader leaves. The first frame tells that listening has begun. */
export function changeFrames(changes: Changes): AsyncIterator<string> {
  const ready: ChangesReady = { last_change_ms: changes.lastMs() }
  let waiting: string[] = [toFrame({ event: 'ready', data: JSON.stringify(ready) })]
  let wake: (() => void) | undefined
  let isOver = false

  const leaving = [
    changes.subscribe((change) => {
      if (waiting.length >= MAX_WAITING) waiting = [RESYNC]
      waiting.push(toFrame({ event: 'change', data: JSON.stringify(change) }))
      wake?.()
    }),
    changes.onMissed(() => {
      waiting.push(RESYNC)
      wake?.()
    }),
  ]

  return {
    async next() {
      while (waiting.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve))
      if (isOver) return { done: true, value: undefined }
      return { done: false, value: waiting.splice(0).join('') }
    },
    async return() {
      isOver = true
      for (const leave of leaving) leave()
      wake?.()
      return { done: true, value: undefined }
    },
  }
}
