import { fstatSync, readSync } from 'node:fs'
import { megabytes } from './limits'
import { invalid } from './parse-error'

/** An open file. */
export interface FileSource {
  readonly fd: number
  readonly size: number
}

export const sourceOf = (fd: number): FileSource => ({ fd, size: fstatSync(fd).size })

export function readHead(source: FileSource, bytes: number): Uint8Array {
  return readRange(source, 0, Math.min(bytes, source.size))
}

/** All of a file; throws `ParseError` where it is larger than files of its kind may be. */
export function readWhole(source: FileSource, { most, kind }: { most: number; kind: 'Texts' | 'PDFs' }): Uint8Array {
  if (source.size > most) throw invalid(`${kind} of more than ${megabytes(most)} are not read.`)
  return readRange(source, 0, source.size)
}

function readRange({ fd }: FileSource, start: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const read = readSync(fd, bytes, done, length - done, start + done)
    if (read === 0) break
    done += read
  }
  return bytes.subarray(0, done)
}
