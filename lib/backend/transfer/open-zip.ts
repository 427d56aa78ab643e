import { text } from 'node:stream/consumers'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type BundleFiles, MAX_FILE_BYTES, rootOf, TooLargeError } from './bundle-files'
import { LackError, SourceError } from './unit'

/** The names of an archive are held in memory, and all that it holds may be read. */
const MAX_ENTRIES = 250_000
const MAX_WHOLE_BYTES = 64 * 1024 ** 3
/** JSON is packed to a tenth or a twentieth. What is packed far more is meant to fill a disk. */
const MAX_RATIO = 250

/**
 * The files of an export that is packed. Throws `SourceError` for what is no archive, or one that is damaged or
 * encrypted, has names that lead out of it, or would unpack to more than any export.
 */
export async function openZip(path: string): Promise<BundleFiles> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(unreadable)
  try {
    const entries = await entriesOf(zip)
    const root = rootOf([...entries.keys()])
    const find = (name: string) => {
      const entry = entries.get(`${root}${name}`)
      if (entry) return entry
      throw new SourceError(`${name} is not in the archive.`)
    }
    return {
      names: [...entries.keys()].flatMap((name) => (name.startsWith(root) ? [name.slice(root.length)] : [])),
      async read(name) {
        const entry = find(name)
        if (entry.uncompressedSize > MAX_FILE_BYTES) throw new TooLargeError(name, entry.uncompressedSize)
        // It ends with an error where there is more in it than it says.
        return text(await zip.openReadStreamPromise(entry)).catch(unreadable)
      },
      sizeOf: async (name) => find(name).uncompressedSize,
      bytesOf: (name) => bytesIn(zip, find(name)),
      close: async () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function* bytesIn(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LackError(`its bytes cannot be read: ${reason}`, { cause: error })
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw new SourceError(`The archive has more than ${MAX_ENTRIES} files.`)
  const entries = new Map<string, Entry>()
  let [whole, packed] = [0, 0]
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName
      whole += entry.uncompressedSize
      packed += entry.compressedSize
      if (entry.isEncrypted()) throw new SourceError('The archive is encrypted.')
      if (whole > MAX_WHOLE_BYTES || whole > MAX_FILE_BYTES + packed * MAX_RATIO)
        throw new SourceError(`The archive would unpack to ${whole} bytes and more from ${packed}: it is not read.`)
      if (entries.has(name)) throw new SourceError(`The archive has ${name} twice.`)
      if (!name.endsWith('/') && !name.startsWith('__MACOSX/')) entries.set(name, entry)
    }
  } catch (error) {
    unreadable(error)
  }
  return entries
}

function unreadable(error: unknown): never {
  if (error instanceof SourceError) throw error
  const reason = error instanceof Error ? error.message : String(error)
  throw new SourceError(`The archive cannot be read: ${reason}`, { cause: error })
}
