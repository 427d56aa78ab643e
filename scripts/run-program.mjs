// Runs one of the programs beside the server, compiled: `node scripts/run-program.mjs <name> …`. It is named for its
// file in the project, without `.ts`.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compileServer } from '../lib/server/compile.mjs'
import { loadFailureLine } from '../lib/server/load-failure.mjs'

const [name] = process.argv.splice(2, 1)

try {
  const folder = await compileServer(fileURLToPath(new URL('..', import.meta.url)))
  await import(pathToFileURL(join(folder, `${name.replaceAll('/', '.')}.js`)).href)
} catch (error) {
  console.error(loadFailureLine('The program', error))
  process.exit(1)
}
