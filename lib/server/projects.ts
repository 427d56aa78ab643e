// All projects behind one door. The guard has said which one a request is about; only that one's backend sees it.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backend } from '@/lib/backend/backend'
import { connectionSettings } from '@/lib/backend/connections/create-connections'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { DEFAULT_PROJECT, idWithin, PROJECT_HEADER, projectOf } from '@/lib/protocol/people'
import { type OpenBlobs, removeBlobs } from './open-blobs'
import type { OpenProject } from './open-project'
import { settingsWithin } from './settings-within'

export interface ProjectRooms {
  readonly backend: Backend
  /** Opens it if it is not open. */
  of(project: string): Promise<OpenProject>
  /** Opens those of these that are not, one after the other, and closes those that are none of them. Never throws. */
  keep(ids: readonly string[]): Promise<void>
  closeOne(project: string): Promise<void>
  close(): Promise<void>
}

export function createProjectRooms(open: (project: string) => Promise<OpenProject>): ProjectRooms {
  const rooms = new Map<string, Promise<OpenProject>>()
  let isClosing = false

  function of(project: string): Promise<OpenProject> {
    if (isClosing) return Promise.reject(new Error('The server ends.'))
    const known = rooms.get(project)
    if (known) return known
    const opening = open(project)
    rooms.set(project, opening)
    // One that could not be opened is tried again with the next request.
    opening.catch(() => rooms.delete(project))
    return opening
  }
  async function closeOne(project: string) {
    const room = rooms.get(project)
    rooms.delete(project)
    const [opened] = await Promise.allSettled([room])
    if (opened.status === 'fulfilled') await opened.value?.close()
  }

  return {
    of,
    async backend(request) {
      const project = request.headers.get(PROJECT_HEADER)
      // Nobody else may ask: without a project there is none to fall back on.
      if (project === null) throw new Error('A request came past the guard.')
      const room = rooms.get(project) ?? of(project)
      return (await room).backend(within(project, request))
    },
    async keep(ids) {
      for (const id of rooms.keys()) if (!ids.includes(id)) await closeOne(id)
      for (const id of ids) {
        if (isClosing) return
        await of(id).catch((error: unknown) => console.error(`The project ${id} could not be opened.`, error))
      }
    },
    closeOne,
    async close() {
      isClosing = true
      await Promise.all([...rooms.keys()].map(closeOne))
    },
  }
}

const named =
  /^(\/(?:(?:api\/)?c|api\/connections|api\/settings\/connections|api\/transfers\/(?:export|files)))\/([^/]+)/

/** Connections are called by their own names within a project, too: `/c/embedded/v1` with a key is its own. */
function within(project: string, request: Request): Request {
  if (project === DEFAULT_PROJECT) return request
  const url = new URL(request.url)
  const path = url.pathname.replace(
    named,
    (_all, before, id) => `${before}/${idWithin(project, decodeURIComponent(id))}`,
  )
  if (path === url.pathname) return request
  url.pathname = path
  return new Request(url, request)
}

interface Erasing {
  readonly dataDir: string
  readonly blobs: Pick<OpenBlobs, 'inBucket'>
  readonly database: Pick<OpenDatabase, 'settings' | 'connections' | 'storeOf' | 'removeConnection' | 'fileBytesOf'>
  readonly jobs: Jobs | undefined
}

/** Removes all that is kept of a project that is not open. */
export async function eraseProject(project: string, { dataDir, blobs, database, jobs }: Erasing) {
  if (project === DEFAULT_PROJECT) throw new Error('The default project is never erased.')
  const settings = settingsWithin(project, database.settings)
  for (const id of await database.connections()) {
    if (projectOf(id) !== project) continue
    // What was sent here to be moved in, and is not yet.
    for (const { id: transfer } of (await (await database.storeOf(id)).transfers.list()) as { readonly id: string }[]) {
      await rm(join(dataDir, 'transfers', transfer), { force: true })
    }
    await removeBlobs(id, { dataDir, blobs, database })
    await jobs?.forget(id)
    await database.removeConnection(id)
  }
  for (const kind of connectionSettings) {
    for (const { id } of await settings.list(kind)) await settings.remove(kind, id)
  }
}
