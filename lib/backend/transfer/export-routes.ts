// Moving out over HTTP, as a zip: all of a connection, or some of its threads.
import type { Hono } from 'hono'
import type { Store } from '@/lib/backend/store/store'
import { pathParam } from '@/lib/backend/wire/request'
import { exportBundle } from './export-bundle'
import { sizeOf } from './exported-files'
import type { FileRoom } from './held-bytes'
import { zipOf } from './write-bundle'

export type StoreOf = (connection: string) => Promise<Store>

interface Rooms {
  readonly roomOf: (connection: string) => FileRoom
}

export function exportRoutes(app: Hono, storeOf: StoreOf, { roomOf }: Rooms) {
  const download = async (connection: string, { threads, file_bytes }: Asked) => {
    const store = await storeOf(connection)
    const threadIds = threads === undefined ? null : threads.split(',').filter((id) => id !== '')
    const withBytes = file_bytes !== 'false'
    const { bytes: blobs } = roomOf(connection)
    const files = exportBundle({ store, blobs, withBytes, threadIds, now: () => new Date() })
    const name = `${connection}-export.zip`
    return new Response(zipOf(files), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  }

  app.get('/export/:connection', async (c) => download(pathParam(c, 'connection'), c.req.query()))

  // The same of a form: the ids of many threads are too long for an address.
  app.post('/export/:connection', async (c) => {
    const { threads, file_bytes } = await c.req.parseBody()
    return download(pathParam(c, 'connection'), { threads: textIn(threads), file_bytes: textIn(file_bytes) })
  })

  // How many files an export of all has, and how many bytes: { files, bytes }.
  app.get('/export/:connection/size', async (c) => {
    const store = await storeOf(pathParam(c, 'connection'))
    return c.json(await sizeOf({ store, ids: null }))
  })
}

interface Asked {
  /** Ids, separated by commas; without them all threads, and all else. */
  readonly threads?: string | undefined
  readonly file_bytes?: string | undefined
}

const textIn = (field: unknown) => (typeof field === 'string' ? field : undefined)
