import { SourceError } from './unit'

/** The files of an export, from a folder or an archive. */
export interface BundleFiles {
  /** With `/` between their parts, from where the manifest lies. */
  readonly names: readonly string[]
  /** The file's text. Throws `TooLargeError` for one of more than `MAX_FILE_BYTES`. */
  read(name: string): Promise<string>
  /** How many bytes a file has, by what the folder or the archive says. */
  sizeOf(name: string): Promise<number>
  /** A file's bytes, as they are taken. Throws `LackError` where they cannot be read. */
  bytesOf(name: string): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** One file of an export is read whole: a thread with so much in it takes several times that in memory. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024

export class TooLargeError extends SourceError {
  constructor(name: string, bytes: number) {
    super(`${name} has ${bytes} bytes; a file is read up to ${MAX_FILE_BYTES} bytes.`)
  }
}

export const MANIFEST = 'manifest.json'
export const ASSISTANTS = 'assistants.json'
/** The playground's own: the demos of assistants. */
export const DEMOS = 'demos.json'
/** The same: what answers their functions, without secrets. */
export const RESPONDERS_FILE = 'responders.json'
export const VECTOR_STORES = 'vector_stores.json'
export const FILES = 'files.json'
export const THREADS = 'threads/'
/** The bytes of files, each under its id. */
export const CONTENTS = 'files/'

/** Whether it is made smaller in an archive. Bytes of files mostly are already, and could look like a bomb. */
export const isPacked = (name: string) => !name.startsWith(CONTENTS)

const isOfExport = (name: string) => name === MANIFEST || name === ASSISTANTS || name.startsWith(THREADS)

/**
 * The folder within these names that the export lies in, as its prefix: it may have been packed with the folder around
 * it. Throws `SourceError` where none of the names is of an export.
 */
export function rootOf(names: readonly string[]): string {
  const depth = (name: string) => name.split('/').length
  const roots = names.flatMap((name) => {
    const parts = name.split('/')
    return [0, 1].flatMap((from) => (isOfExport(parts.slice(from).join('/')) ? [parts.slice(0, from).join('/')] : []))
  })
  const [root] = roots.sort((a, b) => depth(a) - depth(b))
  if (root === undefined)
    throw new SourceError(`This is no export: it has neither ${MANIFEST} nor ${ASSISTANTS} nor a folder ${THREADS}`)
  return root === '' ? '' : `${root}/`
}
