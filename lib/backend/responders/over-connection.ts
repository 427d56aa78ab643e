// Lays responders over a connection: their routes, which of its runs pages begin, and the answers to their calls.
import type { Backend } from '@/lib/backend/backend'
import { routesOf, withRoutes } from '@/lib/backend/with-routes'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import type { Sealer } from '@/lib/backend/sealing'
import type { AnswerRule } from './answer-rule'
import { beginsPageRun, begunRun, notePageRun } from './page-runs'
import { createRespondersApp, isAboutResponders } from './responder-routes'
import { createRunWorker } from './run-worker'
import type { RunWorkerOptions } from './run-worker-options'
import { createStoredResponders } from './stored-responders'

/** What is asked of a connection. */
export interface Answered {
  readonly info: { readonly id: string }
  readonly backend: Backend
  readonly runs: RunsHere
}

export interface OverConnectionOptions extends Pick<RunWorkerOptions, 'answer' | 'sleep' | 'now' | 'report'> {
  /** Where several instances share the database. */
  readonly jobs?: Jobs | undefined
  readonly answer: AnswerRule
  readonly sealer: Sealer
}

export interface WithResponders {
  readonly backend: Backend
  /** Before the connection itself is closed. */
  close(): Promise<void>
}

/** Goes on with what an earlier process left waiting. */
export function overConnection({ info, backend, runs }: Answered, options: OverConnectionOptions): WithResponders {
  const { answer, sealer, sleep, now, report } = options
  const { id: connection } = info
  const { records } = runs.store
  const stored = createStoredResponders({ connection, records, sealer })
  // Elsewhere whoever follows a run answers its calls: nobody else can write into its log.
  const jobs = runs.isAnywhere ? options.jobs : undefined
  const worker = createRunWorker({ connection, backend, runs, stored, jobs, answer, sleep, now, report })
  const app = createRespondersApp({ connection, store: runs.store, stored, worker, answer, now, report })
  worker.lookAtAll()

  async function begun(request: Request): Promise<Response> {
    const response = await backend(request)
    try {
      const run = await begunRun(response)
      if (!run) return response
      await notePageRun(records, run)
      // It may wait already.
      worker.look(run.id)
    } catch (error) {
      report('That a page began a run could not be noted: its calls wait for a person.', error)
    }
    return response
  }

  async function removed(request: Request): Promise<Response> {
    const response = await backend(request)
    const id = removedAssistant(request, connection)
    if (id !== undefined && response.ok) {
      await stored.forget(id).catch((error: unknown) => report(`Responders of ${id} could not be removed.`, error))
    }
    return response
  }

  const answered: Backend = async (request) => {
    if (isAboutResponders(new URL(request.url))) return app.fetch(request)
    if (beginsPageRun(request, connection)) return begun(request)
    return request.method === 'DELETE' ? removed(request) : backend(request)
  }
  return { backend: withRoutes(answered, [...app.routes, ...routesOf(backend)]), close: worker.close }
}

/** Connections that keep assistants elsewhere remove nothing here with them. */
function removedAssistant({ url }: Request, connection: string): string | undefined {
  const base = `/api/c/${encodeURIComponent(connection)}/v1/assistants/`
  const { pathname } = new URL(url)
  const id = pathname.startsWith(base) ? pathname.slice(base.length) : ''
  return id === '' || id.includes('/') ? undefined : decodeURIComponent(id)
}
