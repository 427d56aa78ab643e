#!/usr/bin/env node
// The command of the npm package, which puts it into `bin`. Plain JavaScript without anything new, so that a Node that
// is too old can say so. Nothing is compiled or built here: server and pages have come with the package.
/** Each with its file in the compiled server. */
const programs = {
  doctor: {
    file: 'lib.server.doctor.doctor.program.js',
    usage: 'doctor [--repair] [--restore <file>]',
    what: 'looks at the data while no server uses it; mends rows, or puts a backup back',
  },
  backup: {
    file: 'lib.server.doctor.backup.program.js',
    usage: 'backup [file] [--without-files] [--export]',
    what: 'one copy of all data, also while the server runs; with PostgreSQL by pg_dump, or as an export',
  },
  retention: {
    file: 'lib.server.operations.retention.program.js',
    usage: 'retention [--dry-run]',
    what: 'deletes the threads that are kept no longer; asks the server at BASE_URL, or works on the data itself',
  },
  transfer: {
    file: 'lib.server.transfer.transfer.program.js',
    usage: 'transfer import <folder|zip|ndjson> [--to <connection>] [--dry-run], transfer export <folder>',
    what: 'moving in and out; transfer alone says what else there is',
  },
  'move-database': {
    file: 'lib.server.move-database.move-database.program.js',
    usage: 'move-database to-postgresql|to-sqlite',
    what: 'all data from the data folder into the database at DATABASE_URL, or back; nothing may use either',
  },
  'move-files': {
    file: 'lib.server.move-files.move-files.program.js',
    usage: 'move-files to-bucket|from-bucket',
    what: 'the bytes of files into the bucket of BLOB_URL, or back',
  },
  'python-install': {
    file: 'lib.server.python.install.program.js',
    usage: 'python-install <package> …',
    what: 'packages for the code interpreter, for when there is no network',
  },
}

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
${Object.values(programs)
  .map(({ usage, what }) => `  ${usage}\n      ${what}`)
  .join('\n')}`

/** @type {(words: readonly string[]) => Promise<unknown>} */
async function run(words) {
  const [first] = words
  const program = Object.hasOwn(programs, first) ? programs[first] : undefined
  if (program !== undefined) {
    if (words.includes('--help') || words.includes('-h')) {
      return console.log(`Usage: assistants-playground ${program.usage}\n\n${program.what}`)
    }
    process.argv.splice(2, 1)
    return import(new URL(`../server/${program.file}`, import.meta.url).href)
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
