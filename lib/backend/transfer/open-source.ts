import { open, stat } from 'node:fs/promises'
import type { SourceKind } from '@/lib/protocol/transfer'
import { openFolder } from './open-folder'
import { openZip } from './open-zip'
import { readBundle } from './read-bundle'
import { readCapsuleFile } from './read-capsule-file'
import { readNdjson } from './read-ndjson'
import { NoZipError, SourceError, type TransferSource } from './unit'

export type FileKind = Exclude<SourceKind, 'connection'>

/**
 * What lies under a path, by what it begins with. `name` is what the file was called where it came from. Throws
 * `SourceError` where nothing does, and `NoZipError` for a file that is called a zip, or is no text, and no archive.
 */
export async function kindOfPath(path: string, name = path): Promise<FileKind> {
  const found = await stat(path).catch((error: unknown) => {
    throw new SourceError(`There is nothing to read under ${path}.`, { cause: error })
  })
  if (found.isDirectory()) return 'folder'
  const start = await startOf(path)
  if (start.length >= 4 && zipStarts.includes(start.readUInt32BE(0))) return 'zip'
  if (/\.zip$/i.test(name) || start.includes(0)) throw new NoZipError('This is no zip archive.')
  return isShared(start) ? 'capsule' : 'ndjson'
}

/** A document, or the JSON that lies in one; messages, one a line, begin otherwise. */
const isShared = (start: Buffer) => /^[\uFEFF\s]*(?:<|\{\s*"schema")/.test(start.toString('utf8'))

/** How archives begin: `PK\3\4`, and `PK\5\6` where nothing is in them. */
const zipStarts: readonly number[] = [0x504b0304, 0x504b0506]

/** Text has no zero byte; a file that is none mostly has one soon. */
const START_BYTES = 4_096

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

interface Opening {
  readonly kind: FileKind
  /** In Unix seconds. */
  readonly now: number
}

/** Opens what lies under the path. Throws `SourceError` for what cannot be read as that. */
export async function openSource(path: string, { kind, now }: Opening): Promise<TransferSource> {
  switch (kind) {
    case 'folder':
      return readBundle(await openFolder(path))
    case 'zip':
      return readBundle(await openZip(path))
    case 'capsule':
      return readCapsuleFile(path)
    case 'ndjson':
      return readNdjson(path, { now })
    default:
      return kind satisfies never
  }
}
