import { posix } from 'node:path'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import { archiveLimits, megabytes } from '../limits'
import { invalid, ParseError, unsupported } from '../parse-error'
import { readXml, type XmlHandlers } from './read-xml'

export interface Relation {
  /** The last word of its type, such as `slide`. */
  readonly type: string
  /** The name of the part it leads to. */
  readonly target: string
}

/** The parts of an Office document. All that reads throws `ParseError` where the document is damaged or hostile. */
export interface OfficePackage {
  has(name: string): boolean
  /** Reads a part; one that is not there has nothing in it. */
  read(name: string, handlers: XmlHandlers): Promise<void>
  /** What a part refers to, by id, in its order; outside addresses left out. `''` is the document itself. */
  relationsOf(name: string): Promise<ReadonlyMap<string, Relation>>
}

/** Opens an archive that lies in a file. Its descriptor stays open. */
export async function openPackage(fd: number): Promise<OfficePackage> {
  const zip = await fromFdPromise(fd, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(damaged)
  const entries = await entriesOf(zip).catch(damaged)
  const office: OfficePackage = {
    has: (name) => entries.has(name),
    async read(name, handlers) {
      const entry = entries.get(name)
      if (!entry) return
      refuseLarge(entry)
      // It ends with an error where there is more in it than it says.
      const stream = await zip.openReadStreamPromise(entry).catch(damaged)
      await readXml(stream, handlers).catch(damaged)
    },
    async relationsOf(name) {
      const { dir, base } = posix.parse(name)
      const relations = new Map<string, Relation>()
      await office.read(posix.join(dir, '_rels', `${base}.rels`), {
        open(element, { Id, Type = '', Target = '', TargetMode }) {
          if (element !== 'Relationship' || Id === undefined || TargetMode === 'External') return
          relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: targetOf(dir, Target) })
        },
      })
      return relations
    },
  }
  return office
}

/** A target is meant from the folder of its part, or from the root. */
const targetOf = (dir: string, target: string) => posix.join('/', target.startsWith('/') ? '' : dir, target).slice(1)

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > archiveLimits.parts) throw invalid(`The document has more than ${archiveLimits.parts} parts.`)
  const entries = new Map<string, Entry>()
  let whole = 0
  for await (const entry of zip.eachEntry()) {
    whole += entry.uncompressedSize
    if (entry.isEncrypted()) throw invalid('The file is encrypted and needs a password.')
    if (whole > archiveLimits.wholeBytes) {
      throw invalid(`The document would unpack to more than ${megabytes(archiveLimits.wholeBytes)}: it is not read.`)
    }
    if (entries.has(entry.fileName)) throw invalid('The document has a part twice: it is damaged.')
    entries.set(entry.fileName, entry)
  }
  return entries
}

function refuseLarge({ uncompressedSize, compressedSize }: Entry) {
  const { smallBytes, partBytes, ratio } = archiveLimits
  if (uncompressedSize <= smallBytes) return
  if (uncompressedSize > partBytes || uncompressedSize > compressedSize * ratio) {
    throw invalid(`A part of the document unpacks to ${megabytes(uncompressedSize)}: it is not read.`)
  }
}

function damaged(error: unknown): never {
  if (error instanceof ParseError) throw error
  const reason = error instanceof Error ? error.message : ''
  if (/strong encryption|encrypted/i.test(reason)) throw invalid('The file is encrypted and needs a password.')
  throw invalid('The file cannot be read: it is damaged or incomplete.')
}

/** The main part of a document and its kind, by what the document says of itself. */
export async function mainPartOf(office: OfficePackage) {
  const relations = [...(await office.relationsOf('')).values()]
  const main = relations.find(({ type }) => type === 'officeDocument')?.target
  const kind = main === undefined ? undefined : kinds.find(([folder]) => main.startsWith(folder))?.[1]
  if (main === undefined || kind === undefined || !office.has(main)) {
    throw unsupported('The file is an archive, not a document. Unpack it and add the files in it.')
  }
  return { main, kind }
}

const kinds = [
  ['word/', 'docx'],
  ['ppt/', 'pptx'],
  ['xl/', 'xlsx'],
] as const
