// Responders over the built-in backend and, where a test wants it, over a connection that leads to it.
import { onTestFinished } from 'vitest'
import { setTimeout as wait } from 'node:timers/promises'
import { readFrames } from '@/lib/protocol/sse'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { AssistantResponders, DecideBody, RespondersBody } from '@/lib/protocol/responder'
import type { Run } from '@/lib/protocol/run'
import type { Backend } from '@/lib/backend/backend'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { createEmbedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { blobsIn } from '@/lib/backend/embedded/testing/embedded'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import { createWireClient } from '@/lib/backend/wire/wire-client'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { createResponders, type RespondersOptions } from '../create-responders'

type Settings = Partial<Pick<RespondersOptions, 'fetch' | 'hosts' | 'mcpServers' | 'sleep'>> & {
  /** What the encryption key is made of. */
  readonly secret?: number
}

const INSTANCE = 'this-process'

const unreachable = () => Promise.reject(new Error('Nothing is sent in this test.'))

/** Starts anew on the same folder with `restart`. */
export async function startResponders(models: ModelRegistry, settings: Settings = {}) {
  const folder = await folderWithTables()
  let open = await start(folder, models, settings)
  onTestFinished(async () => {
    await open.stop()
    await removeFolder(folder)
  })
  return {
    ...clientOf((request) => open.backend(request)),
    reports: () => open.reports,
    async restart(changed: Settings = {}) {
      await open.stop()
      open = await start(folder, models, { ...settings, ...changed })
    },
  }
}

async function start(folder: string, models: ModelRegistry, settings: Settings) {
  const { secret = 1, fetch = unreachable, hosts = [], mcpServers = [] } = settings
  const { sleep = (ms, signal) => wait(ms, undefined, { signal }) } = settings
  const reports: string[] = []
  const report = (message: string, error: unknown) => void reports.push(`${message} ${String(error)}`)
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const store = await database.storeOf(EMBEDDED)
  const model = { kind: 'scripted', host: null } as const
  const embedded = await createEmbedded({ store, blobs: createBlobs(blobsIn(folder)), models, model, report })
  const responders = await createResponders({
    ...{ settings: database.settings, fetch, hosts, mcpServers, sleep, report, instance: INSTANCE },
    sealer: createSealer(() => new Uint8Array(32).fill(secret)),
    now: () => performance.now(),
  })
  const { backend } = responders.over(embedded)
  return {
    backend: responders.before(backend),
    reports,
    async stop() {
      await responders.close()
      await embedded.close()
      await database.close()
    },
  }
}

/** What pages ask, and what SDKs do. */
export function clientOf(backend: Backend, connection: string = EMBEDDED) {
  const page = createWireClient(backend, connection)
  const sdk = createWireClient((request) => {
    const url = new URL(request.url)
    url.pathname = url.pathname.replace(/^\/api\/c\//, '/c/')
    return backend(new Request(url, request))
  }, connection)
  const viewNow = async (runId: string, isEnough: (view: RunView) => boolean) => {
    const { body } = await page.own.open(`/runs/${runId}/events`)
    let view = emptyView
    for await (const { id, data } of readFrames(body!)) {
      if (id === undefined) break
      view = fold(view, [JSON.parse(data) as LoggedEvent])
      if (isEnough(view)) break
    }
    return view
  }
  return {
    ...{ page, sdk, backend },
    /** The run's log as it stands when this is so, or when the run rests. */
    viewWhen: viewNow,
    restOf: (runId: string) => viewNow(runId, () => false),
    put: (assistantId: string, body: RespondersBody) =>
      page.own.put<AssistantResponders>(`/assistants/${assistantId}/responders`, body),
    begin: (assistantId: string, from = page) =>
      from.post<Run>('/threads/runs', {
        assistant_id: assistantId,
        thread: { messages: [{ role: 'user', content: 'What is the weather?' }] },
      }),
    decide: (runId: string, body: DecideBody) =>
      backend(
        new Request(`http://test/api/connections/${connection}/runs/${runId}/responders`, {
          method: 'POST',
          body: JSON.stringify(body),
        }),
      ),
  }
}
