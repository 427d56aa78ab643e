import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { isPacked } from './bundle-files'
import { openFolder } from './open-folder'

/** Packs the export that lies in a folder. */
export async function packFolder(folder: string, file: string) {
  const { names, pathOf } = await openFolder(folder)
  const zip = new ZipFile()
  for (const name of names) zip.addFile(pathOf(name), name, { compress: isPacked(name) })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file, { mode: 0o600 }))
}

/** Unpacks an archive of this program's own into a folder. Names that lead out of it end it with an error. */
export async function unpackZip(file: string, folder: string) {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true })
  try {
    for await (const entry of zip.eachEntry()) {
      const path = join(folder, entry.fileName)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    }
  } finally {
    zip.close()
  }
}
