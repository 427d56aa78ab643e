// The record of a build: which sources the pages were built from, and which files must be there.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagesFingerprint } from './fingerprint.mjs'

const outputOf = (root: string) => join(root, '.next')

/** A line with the digest of the sources, then one for each file: its size in bytes and its path in `.next`. */
const recordIn = (root: string) => join(outputOf(root), 'playground-build')

/** Files that the server does not need: those of the build itself and of development. */
const besides = /^(?:build|cache|dev|diagnostics|types)\/|^[^/]*(?:trace|lock|turbopack)[^/]*$|^playground-build$/

/**
 * Whether `.next` was built from these sources and is complete: pages with a missing file answer with errors, or not at
 * all.
 */
export function isBuilt(root: string): boolean {
  const record = orUndefined(() => readFileSync(recordIn(root), 'utf8'))
  if (record === undefined) return false
  const [fingerprint, ...files] = record.split('\n')
  if (fingerprint !== pagesFingerprint(root)) return false
  return files.every((line) => line === lineOf(root, line.slice(line.indexOf(' ') + 1)))
}

/** Whether `.next` has a whole build, of these sources or of others. */
export const hasBuild = (root: string) => existsSync(recordIn(root))

/** Call it when the build of the sources with this digest has ended. */
export function recordBuild(root: string, fingerprint: string) {
  const files = readdirSync(outputOf(root), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !besides.test(file) && statSync(join(outputOf(root), file)).isFile())
  writeFileSync(recordIn(root), [fingerprint, ...files.sort().map((file) => lineOf(root, file))].join('\n'))
}

/** The names in `.next` of all that was built, and of nothing that a build only left there. */
export function recordedFiles(root: string): readonly string[] {
  const [, ...files] = readFileSync(recordIn(root), 'utf8').split('\n')
  return files.map((line) => line.slice(line.indexOf(' ') + 1))
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
