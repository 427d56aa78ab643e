// Compiles the server when its sources are not those of an earlier time. Plain JavaScript: a start runs it first.
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { serverFingerprint } from './fingerprint.mjs'

/** Beside what is compiled of one state of the sources, a server that still runs may need what it was started from. */
const KEPT = 4

/** The packages that a production server of Next is made of. */
export const packagesOfNext = ['next', '@next/env', '@swc/helpers', 'client-only', 'react', 'react-dom', 'styled-jsx']

/**
 * Packages that stay outside of what is compiled: they have native code, find files of theirs by where they lie, or are
 * loaded only by builds. All others are compiled in: one by one their modules take time, memory and descriptors to
 * load, and as it is published, pg-boss cannot be parsed by Node 20.9.
 */
const outside = [
  ...['libsql', 'quickjs-wasi', 'yauzl', 'pyodide', 'pdfjs-dist', 'esbuild', 'pg-native'],
  ...packagesOfNext,
]

/** Packages in CommonJS ask for Node's own modules so. */
const REQUIRE = `import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);`

/**
 * The folder with the compiled server, `main.js`, and every `*.program.ts` under `lib` as a file of its own. It is
 * named for its sources and put in its place whole, so that starts at the same time need not wait for each other. One
 * that is whole no more, as after a loss of power, is compiled anew.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function compileServer(root) {
  const all = join(root, '.server')
  const digest = serverFingerprint(root).slice(0, 16)
  const folder = join(all, digest)
  if (isWhole(folder)) return folder
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    await compileInto(root, unfinished, { sourcemap: true })
    recordFiles(unfinished)
    putInPlace(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  removeOld(all)
  return folder
}

/**
 * Compiles the server and its programs into the folder, with all packages that can be. Of what it was made the answer
 * says, as esbuild's metafile does.
 * @param {string} root
 * @param {string} outdir
 * @param {{ readonly sourcemap: boolean }} how without source maps white space is left out, too
 */
export async function compileInto(root, outdir, { sourcemap }) {
  const { buildSync } = await import('esbuild')
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: { main: 'lib/server/main.ts', ...programsIn(root) },
    outdir,
    bundle: true,
    splitting: true,
    external: outside.flatMap((name) => [name, `${name}/*`]),
    banner: { js: REQUIRE },
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    tsconfig: 'tsconfig.json',
    sourcemap,
    minifyWhitespace: !sourcemap,
    sourcesContent: false,
    // See lib/backend/separate-program.ts.
    define: { COMPILED_PROGRAMS: 'import.meta.url' },
    logLevel: 'silent',
  })
  for (const name of plainIn(root)) cpSync(join(root, name), join(outdir, name.replaceAll('/', '.')))
  // Early versions of Node 20 let a confined program look no further for what its files are.
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}')
  return metafile
}

/** What a sandbox runs is run as it was written. @type {(root: string) => string[]} */
const plainIn = (root) => filesOf(root).filter((name) => name.includes('/sandbox/'))

/** @type {(root: string) => string[]} */
const filesOf = (root) =>
  readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).map(
    (file) => `lib/${file.split(sep).join('/')}`,
  )

/** @type {(root: string) => Record<string, string>} */
function programsIn(root) {
  const programs = filesOf(root).filter((name) => name.endsWith('.program.ts') && !name.includes('/testing/'))
  return Object.fromEntries(programs.map((name) => [name.replace(/\.ts$/, '').replaceAll('/', '.'), name]))
}

/** Beside what was compiled: a first line that every record has, then one for each file, its size in bytes and name. */
const RECORD = 'compiled'
const FIRST_LINE = 'Sizes of these files:'

/** @type {(folder: string) => void} */
function recordFiles(folder) {
  const files = readdirSync(folder).map((name) => `${statSync(join(folder, name)).size} ${name}`)
  writeFileSync(join(folder, RECORD), [FIRST_LINE, ...files].join('\n'))
}

/** @type {(folder: string) => boolean} */
function isWhole(folder) {
  try {
    const [first, ...files] = readFileSync(join(folder, RECORD), 'utf8').split('\n')
    if (first !== FIRST_LINE) return false
    return files.every((line) => {
      const [size, name] = line.split(' ')
      return statSync(join(folder, name)).size === Number(size)
    })
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

/** @type {(from: string, to: string) => void} */
function putInPlace(from, to) {
  // Another start may have been quicker; what it made is the same.
  if (isWhole(to)) return
  rmSync(to, { recursive: true, force: true })
  try {
    renameSync(from, to)
  } catch (error) {
    if (!isWhole(to)) throw error
  }
}

/** @type {(all: string) => void} */
function removeOld(all) {
  const age = (name) => -statSync(join(all, name)).mtimeMs
  const names = readdirSync(all).sort((one, other) => age(one) - age(other))
  for (const name of names.slice(KEPT)) rmSync(join(all, name), { recursive: true, force: true })
}
