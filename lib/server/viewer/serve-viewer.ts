// The document that shared files are made of: built with the pages, and put together with its data in the browser.
import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backend } from '@/lib/backend/backend'
import { ApiError } from '@/lib/protocol/error'

/** Where the build leaves it. */
export const viewerIn = (root: string) => join(root, '.next', 'viewer', 'viewer.html')

interface Serving {
  readonly root: string
  /** Nothing was built: it is built anew when it is asked for. */
  readonly development: boolean
}

/** GET /api/viewer, as text: opened by itself it would be a document of ours with nothing in it. */
export const withViewer =
  (backend: Backend, { root, development }: Serving): Backend =>
  async (request) => {
    if (request.method !== 'GET' || new URL(request.url).pathname !== '/api/viewer') return backend(request)
    if (development) await buildViewer(root, new AbortController().signal)
    const html = await readFile(viewerIn(root)).catch(() => undefined)
    if (!html) return new ApiError(404, 'This server was started without pages: it has no viewer.').toResponse()
    return new Response(html, {
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    })
  }

/** Builds it in a process of its own. Throws with what that said when it fails. */
export function buildViewer(root: string, signal: AbortSignal): Promise<void> {
  const child = fork(join(root, 'lib/server/viewer/build-viewer.mjs'), [viewerIn(root)], {
    cwd: root,
    silent: true,
    signal,
  })
  const said: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`The viewer of shared files could not be built:\n${Buffer.concat(said).toString('utf8')}`))
    })
  })
}
