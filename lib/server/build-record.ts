// What tells that the pages are built: of which sources, and that nothing of what was built is gone since.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagesFingerprint } from './fingerprint.mjs'

const outputOf = (root: string) => join(root, '.next')

/** A line with the digest of the sources, then one for each file: its size in bytes and its path in `.next`. */
const recordIn = (root: string) => join(outputOf(root), 'playground-build')

/** Of no use to the server: what the build itself needs, and what development writes. */
const besides = /^(?:build|cache|dev|diagnostics|types)\/|^[^/]*(?:trace|lock|turbopack)[^/]*$|^playground-build$/

/** Whether `.next` is of these sources and whole: pages of which a part is gone answer with errors, or not at all. */
export function isBuilt(root: string): boolean {
  const record = orUndefined(() => readFileSync(recordIn(root), 'utf8'))
  if (record === undefined) return false
  const [fingerprint, ...files] = record.split('\n')
  if (fingerprint !== pagesFingerprint(root)) return false
  return files.every((line) => line === lineOf(root, line.slice(line.indexOf(' ') + 1)))
}

/** To be called when the build of sources with this digest is over. */
export function recordBuild(root: string, fingerprint: string) {
  const files = readdirSync(outputOf(root), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !besides.test(file) && statSync(join(outputOf(root), file)).isFile())
  writeFileSync(recordIn(root), [fingerprint, ...files.sort().map((file) => lineOf(root, file))].join('\n'))
}

export const forgetBuild = (root: string) => rmSync(recordIn(root), { force: true })

const lineOf = (root: string, file: string) =>
  `${orUndefined(() => statSync(join(outputOf(root), file)).size) ?? 'no'} ${file}`

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
