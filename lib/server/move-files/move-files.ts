// The bytes of files into the bucket of BLOB_URL, or back to where they lie without. One file after the other, each
// there and seen to be the same before it goes where it was: what is broken off goes on where it stopped.
import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { FileBytesTable, PlaceName } from '@/lib/backend/store/file-bytes-table'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import type { Environment } from '../environment'
import { type OpenBlobs, openBlobs } from '../open-blobs'
import { StartError } from '../start-error'

export const directions = ['to-bucket', 'from-bucket'] as const

interface Moving {
  readonly environment: Environment
  readonly database: Pick<OpenDatabase, 'bucketUse' | 'connections' | 'fileBytesOf'>
}

interface Moved {
  readonly files: number
  readonly bytes: number
  /** Those of which the database says that they are in the bucket, and which are not there. */
  readonly missing: number
  /** What is in the bucket now. */
  readonly inBucket: { readonly files: number; readonly bytes: number }
  readonly bucket: string
}

/** Throws StartError in words for an operator, and Error where bytes that have arrived are not the same. */
export async function moveFiles(
  direction: (typeof directions)[number],
  { environment, database }: Moving,
): Promise<Moved> {
  const blobs = await openBlobs(environment, database)
  if (!blobs.bucket) throw new StartError('Set BLOB_URL to the address of the bucket.')
  const tally = { files: 0, bytes: 0, missing: 0 }
  for (const connection of await database.connections()) {
    const way = (direction === 'to-bucket' ? wayIn : wayOut)({ environment, database, blobs, connection })
    for await (const id of way.ids) {
      const bytes = await move(id, way)
      if (bytes === undefined) tally.missing += 1
      else {
        tally.files += 1
        tally.bytes += bytes
      }
    }
  }
  return { ...tally, inBucket: await database.bucketUse.counted(), bucket: blobs.bucket.name }
}

/** What is done with the files of a connection. */
interface Way {
  readonly ids: AsyncIterable<string>
  readonly from: Pick<Blobs, 'read' | 'size'>
  readonly to: Pick<Blobs, 'write'>
  /** Whether a move that was broken off has left it in both places. */
  readonly isThere: (id: string) => Promise<boolean>
  /** What is still where it came from. */
  readonly leave: (id: string) => Promise<void>
}

interface Of extends Moving {
  readonly blobs: OpenBlobs
  readonly connection: string
}

function wayIn({ environment, database, blobs, connection }: Of): Way {
  const table = database.fileBytesOf(connection)
  const beside = blobs.besideBucket(connection)
  const isFolder = environment.DATABASE_URL === undefined
  return {
    ids: isFolder ? namesIn(beside) : idsIn(table, 'database'),
    from: beside,
    to: blobs.of(connection),
    isThere: async (id) => (await table.find(id))?.place === 'bucket',
    // In the database the new upload has taken the place of the old one.
    leave: async (id) => (isFolder ? beside.remove(id) : undefined),
  }
}

function wayOut({ environment, database, blobs, connection }: Of): Way {
  const table = database.fileBytesOf(connection)
  const isFolder = environment.DATABASE_URL === undefined
  return {
    ids: idsIn(table, 'bucket'),
    from: blobs.of(connection),
    to: blobs.outOfBucket(connection),
    isThere: async () => false,
    async leave(id) {
      const found = isFolder ? await table.find(id) : undefined
      if (!found) return
      await blobs.inBucket(connection)?.remove({ id, ...found })
      await table.remove(id)
    },
  }
}

async function* namesIn(folder: Blobs) {
  yield* await folder.open()
}

/** Of what is whole. */
async function* idsIn(table: FileBytesTable, place: PlaceName) {
  for (let after = ''; ;) {
    const page = await table.uploads(place, after)
    for (const { id, size } of page) if (size !== null) yield id
    const last = page.at(-1)
    if (!last) return
    after = last.upload
  }
}

/** How many bytes it has; undefined where there are none. */
async function move(id: string, { from, to, isThere, leave }: Way): Promise<number | undefined> {
  const size = await from.size(id)
  if (size === undefined) return undefined
  if (!(await isThere(id))) {
    const body = await from.read(id)
    if (!body) return undefined
    const bytes = body as typeof body & AsyncIterable<Uint8Array>
    const written = await to.write(id, bytes, { maxBytes: size, isCompared: true })
    if (written.bytes !== size) throw new Error(`Of ${size} bytes of file ${id} ${written.bytes} have arrived.`)
  }
  await leave(id)
  return size
}
