import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '@/lib/client/api'
import { refreshOlder } from '@/lib/client/invalidate'
import { keys } from '@/lib/client/keys'
import { pause } from '@/lib/client/pause'
import type { LiveEffects } from './live-store'

/** A hidden tab draws no frames; its runs are still followed, at this pace. */
const HIDDEN_FRAME_MS = 250

/** The live store's effects in a browser: the connection's requests, its frames, its network and its queries. */
export const browserEffects = (api: Api, client: QueryClient): LiveEffects => ({
  open: (run, after, signal) => api.runs.events(run, after, { signal }),
  nextFrame,
  wait: pause,
  now: Date.now,
  onRest: (run, ms) => {
    void refreshOlder(client, keys.thread(api.connection, run.thread_id), ms)
    void refreshOlder(client, keys.run(api.connection, run.id), ms)
  },
})

function nextFrame(draw: () => void) {
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, HIDDEN_FRAME_MS)
  function once() {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    draw()
  }
}
