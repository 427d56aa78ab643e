// The two forms of an export: a folder, and a zip that is made while it is sent.
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { isPacked } from './bundle-files'
import type { BundleFile } from './export-bundle'
import { SourceError } from './unit'

/** Writes the files below the folder, which is made where it is missing. Throws `SourceError` when it has others. */
export async function writeFolder(folder: string, files: AsyncIterable<BundleFile>) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new SourceError(`The folder ${folder} is not empty.`)
  for await (const { name, content } of files) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }))
  }
}

/** A zip of the files, as bytes. A file is read when the one before it has been taken; a reader that leaves ends it. */
export function zipOf(files: AsyncIterable<BundleFile>): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  fill(zip, { files, output }).then(
    () => zip.end(),
    (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return Readable.toWeb(output) as ReadableStream<Uint8Array>
}

interface Filling {
  readonly files: AsyncIterable<BundleFile>
  readonly output: Readable
}

async function fill(zip: ZipFile, { files, output }: Filling) {
  for await (const { name, content } of files) {
    if (output.destroyed) return
    const stream = Readable.from(content, { objectMode: false })
    const leave = () => void stream.destroy()
    output.once('close', leave)
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject).once('close', resolve)
      zip.addReadStream(stream, name, { mode: 0o100600, compress: isPacked(name) })
    })
    output.off('close', leave)
  }
}
