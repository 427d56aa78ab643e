// `npm run release -- 0.2.0`: checks, writes the changelog's section and the version, commits and tags. Never pushes.
import { fileURLToPath } from 'node:url'
import { release, ReleaseError } from './release/release'

const [version = ''] = process.argv.slice(2)
const root = fileURLToPath(new URL('..', import.meta.url))

try {
  release({ root, version, date: new Date().toISOString().slice(0, 10) })
  console.log(`Version ${version} is committed and tagged as v${version}, here only.`)
  console.log('To hand it out: git push --follow-tags; npm run pack; npm publish in each folder of .packages.')
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error
  for (const line of error.lines) console.error(line)
  process.exitCode = 1
}
