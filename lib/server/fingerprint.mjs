// What a build is of. Plain JavaScript: the start asks before anything is compiled.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

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
  for (const source of sources) {
    for (const file of filesIn(join(root, source))) {
      const name = relative(root, file).split(sep).join('/')
      if (!outside.test(name) && !tests.test(name)) hash.update(`${name}\0`).update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

/** @type {(path: string) => string[]} */
function filesIn(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}
