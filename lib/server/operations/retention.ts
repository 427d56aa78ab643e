// How long threads are kept: KEEP_THREADS_DAYS and KEEP_LABEL. What is too old goes at each start and every hour; what
// would go is told at /api/settings/retention, to who manages everything.
import { Hono } from 'hono'
import type { Backend } from '@/lib/backend/backend'
import type { KeepThreads, OldThreads, OldThreadsTally } from '@/lib/backend/embedded/old-threads'
import { identify } from '@/lib/backend/wire/identify'
import { handleError } from '@/lib/backend/wire/handle-error'
import { withRoutes } from '@/lib/backend/with-routes'
import { badRequest } from '@/lib/protocol/error'
import { deletingOld } from '../deleting-old'
import type { Environment } from '../environment'

type Variables = Pick<Environment, 'KEEP_THREADS_DAYS' | 'KEEP_LABEL'>

export const keepThreadsOf = ({ KEEP_THREADS_DAYS: days, KEEP_LABEL: label }: Variables): KeepThreads | undefined =>
  days === undefined ? undefined : { days, label }

const report = (message: string, error: unknown) => console.error(message, error)

/** What is returned ends it; it is not waited for a pass, but for the piece that it is at. */
export function deletingOldThreads(oldThreads: OldThreads, onDeleted: (tally: OldThreadsTally) => void) {
  const closing = new AbortController()
  const end = deletingOld({
    async deleteOld() {
      try {
        const tally = await oldThreads.pass({ isDry: false }, closing.signal)
        if (tally.threads > 0) onDeleted(tally)
      } catch (error) {
        if (!closing.signal.aborted) report('Threads that are kept no longer could not be deleted.', error)
      }
    },
  })
  return async () => {
    closing.abort()
    await end()
  }
}

const PATH = '/api/settings/retention'

interface RetentionRoutes {
  readonly environment: Variables
  /** Of every project. */
  readonly all: () => Promise<readonly OldThreads[]>
}

/** GET tells what would be deleted now, POST deletes it: threads, runs, files. */
export function retentionRoutes({ environment, all }: RetentionRoutes): Backend {
  const app = new Hono()
  app.use(identify)
  async function pass(isDry: boolean) {
    const keep = keepThreadsOf(environment)
    if (!keep) throw badRequest('Threads are kept until somebody deletes them: KEEP_THREADS_DAYS is not set.')
    const tally = { threads: 0, runs: 0, files: 0 }
    for (const oldThreads of await all()) {
      const { threads, runs, files } = await oldThreads.pass({ isDry })
      tally.threads += threads
      tally.runs += runs
      tally.files += files
    }
    return { object: 'retention', keep_threads_days: keep.days, keep_label: keep.label, dry_run: isDry, ...tally }
  }
  app.get(PATH, async (c) => c.json(await pass(true)))
  app.post(PATH, async (c) => c.json(await pass(false)))
  app.onError((error) => handleError(error, { report, message: 'A request about retention failed.' }).toResponse())
  return withRoutes(async (request) => app.fetch(request), app.routes)
}

export const beforeRetention =
  (routes: Backend, backend: Backend): Backend =>
  (request) =>
    new URL(request.url).pathname === PATH ? routes(request) : backend(request)
