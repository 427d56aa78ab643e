// Runs a TypeScript program of this project in a worker or a child process: `node run-from-source.mjs <file> …`.
// Only tests and development start programs so; what is compiled needs nobody in between.
import { pathToFileURL, fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

const [program] = process.argv.splice(2, 1)
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) })
await import(pathToFileURL(program).href)
