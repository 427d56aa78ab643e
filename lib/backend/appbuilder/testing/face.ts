// The face over the embedded backend, as tests talk to it: our SDK, or plain requests, without a socket.
import { createAppBuilder } from '@/lib/appbuilder/create-appbuilder'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { createModelRegistry } from '@/lib/backend/models/registry'
import type { ModelRegistry } from '@/lib/backend/models/model'
import type { Backend } from '../../backend'
import { createFace } from '../face/create-face'

/** The scripted model, without its pauses. */
const scripted = createModelRegistry({ paceMs: 0, sleep: async () => {} })

export type TestFace = Awaited<ReturnType<typeof startFace>>

interface FaceSettings {
  readonly maxBodyBytes?: number
  /** Stands between the face and the embedded backend. */
  readonly through?: (backend: Backend) => Backend
}

export async function startFace(models: ModelRegistry = scripted, settings: FaceSettings = {}) {
  const { maxBodyBytes = 1024 * 1024, through = (backend: Backend) => backend } = settings
  const embedded = await startEmbedded(models)
  const reports: unknown[] = []
  const face = createFace({
    backend: through(embedded.backend),
    connection: 'embedded',
    records: embedded.records,
    answers: embedded.answers,
    takesMounts: true,
    clock: Date.now,
    maxBodyBytes,
    report: (_, error) => void reports.push(error),
  })
  return {
    face,
    /** The connection behind: what is made through the face is seen there. */
    behind: embedded,
    reports,
    client: createAppBuilder({
      token: 'test',
      gateway: 'http://playground.test',
      fetch: (url, init) => face(new Request(url, init)),
    }),
    /** A request as it is recorded or made up: the answer as it comes. */
    ask: (path: string, body: string | object, headers: Record<string, string> = {}) =>
      face(
        new Request(`http://playground.test${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    close: () => embedded.close(),
  }
}
