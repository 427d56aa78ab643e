#!/usr/bin/env node
// The command of the npm package, which puts it into `bin`. Plain JavaScript without anything new, so that a Node that
// is too old can say so. Nothing is compiled or built here: server and pages have come with the package.
const HELP = `Usage: assistants-playground [options]
       assistants-playground <program> [its options]

Starts the playground: a backend for the Assistants protocol and its pages.

Options:
  --port <port>   where to listen: 3000, or the variable PORT; 0 takes a free one
  --host <host>   the address to listen on: 127.0.0.1, or the variable HOST; any other needs ACCESS_TOKEN
  --help          this text
  --version       the version

All data lies in ./data of the folder that it is started in, or where the variable DATA_DIR says.
Every other setting is a variable, too: docs/configuration.md in this package lists them.

Programs, for the same data folder:
  doctor [--repair] [--restore <file>]     looks at the data while no server uses it
  backup [file] [--without-files] [--export]
                                           one copy of all data, also while the server runs
  retention [--dry-run]                    deletes the threads that are kept no longer
  transfer import|export …                 moving in and out
  move-database to-postgresql|to-sqlite    all data from the one database into the other
  move-files to-bucket|from-bucket         the bytes of files into the bucket of BLOB_URL, or back
  python-install <package> …               packages for the code interpreter, for when there is no network`

/** Which file of the compiled server each program is. */
const programs = new Map([
  ['doctor', 'lib.server.doctor.doctor.program.js'],
  ['backup', 'lib.server.doctor.backup.program.js'],
  ['retention', 'lib.server.operations.retention.program.js'],
  ['transfer', 'lib.server.transfer.transfer.program.js'],
  ['move-database', 'lib.server.move-database.move-database.program.js'],
  ['move-files', 'lib.server.move-files.move-files.program.js'],
  ['python-install', 'lib.server.python.install.program.js'],
])

/** @type {(words: readonly string[]) => Promise<unknown>} */
async function run(words) {
  const [first] = words
  const program = programs.get(first)
  if (program !== undefined) {
    process.argv.splice(2, 1)
    return import(new URL(`../server/${program}`, import.meta.url).href)
  }
  const options = await optionsIn(words)
  if (options === undefined) return undefined
  if (options.help) return console.log(HELP)
  if (options.version) return console.log(await versionHere())
  if (options.port !== undefined) process.env.PORT = options.port
  if (options.host !== undefined) process.env.HOST = options.host
  return start()
}

/** @type {(args: readonly string[]) => Promise<Record<string, string & boolean> | undefined>} */
async function optionsIn(args) {
  const { parseArgs } = await import('node:util')
  const boolean = { type: 'boolean' }
  const string = { type: 'string' }
  try {
    const options = {
      help: { ...boolean, short: 'h' },
      version: { ...boolean, short: 'v' },
      port: string,
      host: string,
    }
    return parseArgs({ args, options }).values
  } catch (error) {
    console.error(`${error.message}\nassistants-playground --help says what there is.`)
    process.exitCode = 2
    return undefined
  }
}

const versionHere = async () => (await readJson('package.json')).version

/** @type {(name: string) => Promise<any>} */
async function readJson(name) {
  const { readFile } = await import('node:fs/promises')
  return JSON.parse(await readFile(new URL(`../${name}`, import.meta.url), 'utf8'))
}

async function start() {
  // Left alone, V8 lets garbage grow to several times of what is in use before it collects it.
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--heap-growing-percent=40')
  process.env.NODE_ENV = 'production'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  // As Next's own standalone servers do it: with the settings of the build it loads no compiler to read them.
  const { config } = await readJson('.next/required-server-files.json')
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
  const { fileURLToPath } = await import('node:url')
  const { main } = await import(new URL('../server/main.js', import.meta.url).href)
  await main({ root: fileURLToPath(new URL('..', import.meta.url)), flags: [], prebuilt: true })
}

const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 9)) {
  console.error('Assistants Playground needs Node 20.9 or newer; this is ' + process.version + '.')
  process.exitCode = 1
} else {
  run(process.argv.slice(2)).catch(function (error) {
    console.error(
      'Assistants Playground cannot start: ' +
        String(error && error.message)
          .replace(/\s+/g, ' ')
          .trim(),
    )
    process.exit(1)
  })
}
