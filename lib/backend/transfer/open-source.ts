import { open, stat } from 'node:fs/promises'
import type { SourceKind } from '@/lib/protocol/transfer'
import { openFolder } from './open-folder'
import { openZip } from './open-zip'
import { readBundle } from './read-bundle'
import { readNdjson } from './read-ndjson'
import { SourceError, type TransferSource } from './unit'

export type FileKind = Exclude<SourceKind, 'connection'>

/** What lies under a path, by what it begins with. Throws `SourceError` where nothing does. */
export async function kindOfPath(path: string): Promise<FileKind> {
  const found = await stat(path).catch((error: unknown) => {
    throw new SourceError(`There is nothing to read under ${path}.`, { cause: error })
  })
  if (found.isDirectory()) return 'folder'
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32BE(0) === ZIP ? 'zip' : 'ndjson'
  } finally {
    await file.close()
  }
}

/** How every archive with anything in it begins: `PK\3\4`. */
const ZIP = 0x504b0304

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
    case 'ndjson':
      return readNdjson(path, { now })
    default:
      return kind satisfies never
  }
}
