// The entry of `npm start`. Plain JavaScript without anything new, so that a Node that is too old can say so.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 9)) {
  console.error('Assistants Playground needs Node 20.9 or newer; this is ' + process.version + '.')
  process.exitCode = 1
} else {
  start().catch(async function (error) {
    const { loadFailureLine } = await import('../lib/server/load-failure.mjs')
    console.error(loadFailureLine('The server', error))
    process.exit(1)
  })
}

async function start() {
  // Left alone, V8 lets garbage grow to several times of what is in use before it collects it. Collected much earlier
  // than this it costs a run a sixth of its processor time, and spares a server at rest no memory.
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--heap-growing-percent=150')
  process.env.NODE_ENV = process.argv.includes('--dev') ? 'development' : 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const { join } = await import('node:path')
  const { fileURLToPath, pathToFileURL } = await import('node:url')
  const { compileServer } = await import('../lib/server/compile.mjs')
  const root = fileURLToPath(new URL('..', import.meta.url))
  const { main } = await import(pathToFileURL(join(await compileServer(root), 'main.js')).href)
  await main({ root, flags: process.argv.slice(2) })
}
