// Bytes of files of which the database knows, for instances that share no disk: in its own rows, or in a bucket.
import type { FileBytesTable, PlaceName } from '@/lib/backend/store/file-bytes-table'
import { isId, requireId } from './blob-id'
import type { Blobs } from './blobs'
import type { BytePlace, KnownBytes } from './byte-place'
import { createMeasure, expectSame } from './measure'
import { createPiecePlace } from './piece-place'
import { BucketError } from './s3/bucket-error'
import { createScratch } from './scratch'

/** Where bytes may lie beside the database's own rows. */
export interface Elsewhere {
  readonly bucket?: BytePlace | undefined
  /** Where new ones are written: into the bucket, where there is one. */
  readonly into?: PlaceName
  /** Those of which the database does not know. */
  readonly beside?: Blobs | undefined
}

/** `scratch` is a folder of this machine, where copies lie for as long as programs of ours read them. */
export function createDatabaseBlobs(
  table: FileBytesTable,
  scratchFolder: string,
  { bucket, into = bucket ? 'bucket' : 'database', beside }: Elsewhere = {},
): Blobs {
  const scratch = createScratch(scratchFolder)
  const placeOf = placesOf(createPiecePlace(table), bucket)
  const { write, giveUp } = createWriting({ table, into, placeOf })

  return {
    write,

    async read(id, range) {
      const found = isId(id) ? await table.find(id) : undefined
      return found ? placeOf(found.place).read({ id, ...found }, range) : beside?.read(id, range)
    },

    async size(id) {
      const found = isId(id) ? await table.find(id) : undefined
      return found ? found.size : beside?.size(id)
    },

    async remove(id) {
      const found = await table.find(id)
      if (found) {
        await placeOf(found.place).remove({ id, ...found })
        await table.remove(id)
      }
      await beside?.remove(id)
    },

    async withPath(id, use) {
      const found = await table.find(requireId(id))
      if (!found && beside) return beside.withPath(id, use)
      return scratch.withCopy(found && (await placeOf(found.place).read({ id, ...found })), use)
    },

    async sweep() {
      for (const { place, ...left } of await table.forgotten()) await giveUp(placeOf(place), left)
      await beside?.sweep()
    },

    async open() {
      await scratch.removeLeft()
      return [...(await table.unowned()), ...((await beside?.open()) ?? [])]
    },
  }
}

interface Writing {
  readonly table: FileBytesTable
  readonly into: PlaceName
  readonly placeOf: (name: PlaceName) => BytePlace
}

function createWriting({ table, into, placeOf }: Writing) {
  async function giveUp(place: BytePlace, bytes: KnownBytes) {
    // In this order: without its row nobody would know what is left of it.
    await place.remove(bytes)
    await table.abandon(bytes.upload)
  }

  const write: Blobs['write'] = async (id, bytes, options = {}) => {
    const place = placeOf(into)
    const known = { id: requireId(id), upload: await table.begin(id, into) }
    try {
      const measure = createMeasure(options)
      await place.write({ ...known, ...options }, measured(bytes, measure.take))
      const written = measure.end()
      if (options.isCompared) await expectSame(await place.read({ ...known, size: written.bytes }), written)
      const earlier = await table.find(id)
      await table.finish(known.upload, written.bytes)
      // Nobody finds it any more; that it stays there is no reason to fail.
      if (earlier)
        await placeOf(earlier.place)
          .remove({ id, ...earlier })
          .catch(() => undefined)
      return written
    } catch (error) {
      // Where that fails, too, it is swept later; what went wrong first is the reason.
      const givenUp = giveUp(place, known).catch(() => undefined)
      // Nobody is to wait once more for a bucket that is away.
      if (!(error instanceof BucketError && error.mayPass)) await givenUp
      throw error
    }
  }
  return { write, giveUp }
}

const placesOf = (database: BytePlace, bucket: BytePlace | undefined) => (name: PlaceName) => {
  const place = { database, bucket }[name]
  if (!place) throw new Error('The bytes lie in a bucket, and BLOB_URL is not set.')
  return place
}

async function* measured(bytes: AsyncIterable<Uint8Array>, take: (piece: Uint8Array) => void) {
  for await (const piece of bytes) {
    take(piece)
    yield piece
  }
}
