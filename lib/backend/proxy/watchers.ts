// Who watches runs, here and on other instances: what nobody watches is written more seldom.
import type { Clock } from '@/lib/backend/clock'
import type { Watch } from '@/lib/backend/log/watch'
import { createTopic, type Notifier } from '@/lib/backend/notifier'

/** A run is watched, for as long as this goes on to be told. */
const runWatched = createTopic<{ readonly run: string }>('watched')

const TELL_MS = 10_000

export type Watchers = ReturnType<typeof createWatchers>

export function createWatchers(notifier: Notifier, clock: Clock) {
  const here = new Map<string, number>()
  /** Until when they count as watched, in Unix milliseconds. */
  const elsewhere = new Map<string, number>()
  const unlisten = notifier.listen(runWatched, ({ run }, place) => {
    if (place === 'elsewhere') elsewhere.set(run, clock() + 2 * TELL_MS)
  })
  const tellAll = () => {
    for (const run of here.keys()) notifier.tell(runWatched, { run })
    for (const [run, untilMs] of elsewhere) if (untilMs < clock()) elsewhere.delete(run)
  }
  const timer = notifier.isShared ? setInterval(tellAll, TELL_MS).unref() : undefined

  function enter(run: string) {
    const count = here.get(run) ?? 0
    here.set(run, count + 1)
    if (count === 0) notifier.tell(runWatched, { run })
  }

  function leave(run: string) {
    const others = (here.get(run) ?? 1) - 1
    if (others > 0) here.set(run, others)
    else here.delete(run)
  }

  return {
    isHere: (run: string) => here.has(run),

    isAnywhere: (run: string) => here.has(run) || (elsewhere.get(run) ?? 0) > clock(),

    /** The same watching, counted for as long as it lasts. */
    counting: (watch: Watch): Watch =>
      async function* (run, query) {
        enter(run)
        try {
          yield* watch(run, query)
        } finally {
          leave(run)
        }
      },

    close() {
      clearInterval(timer)
      unlisten()
    },
  }
}
