// The entry of `npm start`. Plain JavaScript without anything new, so that a Node that is too old can say so.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 9)) {
  console.error('Assistants Playground needs Node 20.9 or newer; this is ' + process.version + '.')
  process.exitCode = 1
} else {
  const development = process.argv.includes('--dev')
  process.env.NODE_ENV = development ? 'development' : 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  import('tsx/esm/api')
    .then(function (tsx) {
      tsx.register()
      return import('../lib/server/main.ts')
    })
    .then(function (server) {
      return server.main(process.argv.slice(2))
    })
    .catch(function (error) {
      if (error.code === 'ERR_MODULE_NOT_FOUND') console.error('Packages are missing: run npm ci first.')
      console.error(error)
      process.exitCode = 1
    })
}
