// What a build is of. Plain JavaScript: the start asks before anything is compiled.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const tests = /\.test\.tsx?$|\/testing\//

/**
 * What `next build` reads, and the build of the viewer. The rest of the server and the embedded backend are compiled
 * apart and are no part of it.
 */
const pages = {
  sources: [
    'app',
    'components',
    'lib',
    'messages',
    'public',
    'next.config.mjs',
    'postcss.config.mjs',
    'tailwind.config.ts',
    'package-lock.json',
  ],
  outside: /^lib\/(?:server(?!\/viewer\/)|backend\/embedded)\//,
}

/** What the server is compiled from. */
const server = {
  sources: [
    'lib/appbuilder',
    'lib/backend',
    'lib/capsule',
    'lib/i18n',
    'lib/protocol',
    'lib/run',
    'lib/server',
    'lib/wire-client',
    'tsconfig.json',
    'package-lock.json',
  ],
  outside: /^$/,
}

/**
 * A digest of the pages' sources: it changes when they must be built again, not when files are only touched.
 * @param {string} root
 */
export const pagesFingerprint = (root) => digestOf(root, pages)

/**
 * The same of the server's sources.
 * @param {string} root
 */
export const serverFingerprint = (root) => digestOf(root, server)

/**
 * @param {string} root
 * @param {{ readonly sources: readonly string[], readonly outside: RegExp }} of
 */
function digestOf(root, { sources, outside }) {
  const hash = createHash('sha256')
  for (const name of sources.flatMap((source) => filesUnder(root, source))) {
    if (outside.test(name) || tests.test(name)) continue
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * Their names from the root, with `/` between their parts. What a folder holds tells which are folders: asking each
 * file what it is would take longer than reading all of them.
 * @type {(root: string, source: string) => string[]}
 */
function filesUnder(root, source) {
  const path = join(root, source)
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [source]
  const names = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((entry) => {
        const name = `${folder}/${entry.name}`
        return entry.isDirectory() ? names(name) : [name]
      })
  return names(source)
}
