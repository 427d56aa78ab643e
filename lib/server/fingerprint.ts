import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** What `next build` reads. The server around it and the embedded backend run from source and are not part of it. */
const sources = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'next.config.mjs',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'package-lock.json',
]
const outside = /^lib\/(?:server|backend\/embedded)\/|\.test\.tsx?$|\/testing\//

/** A digest of the pages' sources: it changes when they must be built again, not when files are only touched. */
export function fingerprintOf(root: string): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesIn(join(root, source))) {
      const name = relative(root, file).split(sep).join('/')
      if (!outside.test(name)) hash.update(`${name}\0`).update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}
