// What the build has made for browsers. It is compressed once, by the build: compressed for each request, it would
// block the thread that answers all requests.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import sirv from 'sirv'

const PREFIX = '/_next/static'

/** Next names each file for its content. */
const YEAR_SECONDS = 31_536_000

const folderIn = (root: string) => join(root, '.next', 'static')

/** Writes the compressed form beside each file that a build has left. */
export async function compressStaticFiles(root: string): Promise<void> {
  const names = await readdir(folderIn(root), { recursive: true })
  const texts = names.filter((name) => /\.(?:js|css)$/.test(name)).map((name) => join(folderIn(root), name))
  await Promise.all(texts.map(compress))
}

async function compress(path: string) {
  await writeFile(`${path}.gz`, await promisify(gzip)(await readFile(path), { level: 9 }))
}

/** Answers requests for these files, and leaves the others to `next`. The files are listed at the first request. */
export function createStaticFiles(root: string) {
  let serve: ReturnType<typeof sirv> | undefined
  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const { url = '/', method } = request
    if (!url.startsWith(`${PREFIX}/`) || (method !== 'GET' && method !== 'HEAD')) return next()
    serve ??= sirv(folderIn(root), { gzip: true, immutable: true, maxAge: YEAR_SECONDS })
    request.url = url.slice(PREFIX.length)
    serve(request, response, () => {
      request.url = url
      next()
    })
  }
}
