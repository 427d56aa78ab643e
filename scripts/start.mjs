// The entry of `npm start`. Plain JavaScript without anything new, so that a Node that is too old can say so.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 9)) {
  console.error('Assistants Playground needs Node 20.9 or newer; this is ' + process.version + '.')
  process.exitCode = 1
} else {
  import('tsx/esm/api').then(start, function () {
    console.error('Packages are missing: run npm ci first.')
    process.exitCode = 1
  })
}

async function start(tsx) {
  // Left alone, V8 lets garbage grow to several times of what is in use before it collects it.
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--heap-growing-percent=40')
  process.env.NODE_ENV = process.argv.includes('--dev') ? 'development' : 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const { fileURLToPath } = await import('node:url')
  // Named, or tsx would look for it where the server is started from.
  tsx.register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
  const { main } = await import('../lib/server/main.ts')
  await main(process.argv.slice(2))
}
