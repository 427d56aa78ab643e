// Compiles the server when its sources are not those of an earlier time. Plain JavaScript: a start runs it first.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { serverFingerprint } from './fingerprint.mjs'

/** Beside what is compiled of one state of the sources, a server that still runs may need what it was started from. */
const KEPT = 4

/** Packages of many small modules: one by one they take time, memory and descriptors to load. */
const inlined = new Set(['eventsource-parser', 'hono', 'kysely', 'zod'])

/**
 * The folder with the compiled server, `main.js`, and every `*.program.ts` under `lib` as a file of its own. It is
 * named for its sources and put in its place whole, so that starts at the same time need not wait for each other.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function compileServer(root) {
  const all = join(root, '.server')
  const digest = serverFingerprint(root).slice(0, 16)
  const folder = join(all, digest)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    await compile(root, unfinished)
    putInPlace(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  removeOld(all)
  return folder
}

/** @type {(root: string, outdir: string) => Promise<void>} */
async function compile(root, outdir) {
  const { buildSync } = await import('esbuild')
  buildSync({
    absWorkingDir: root,
    entryPoints: { main: 'lib/server/main.ts', ...programsIn(root) },
    outdir,
    bundle: true,
    splitting: true,
    external: externalIn(root),
    platform: 'node',
    target: 'node20',
    format: 'esm',
    tsconfig: 'tsconfig.json',
    sourcemap: true,
    sourcesContent: false,
    // See lib/backend/separate-program.ts.
    define: { COMPILED_PROGRAMS: 'import.meta.url' },
    logLevel: 'silent',
  })
}

/** @type {(root: string) => string[]} */
function externalIn(root) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.keys(dependencies).filter((name) => !inlined.has(name))
}

/** @type {(root: string) => Record<string, string>} */
function programsIn(root) {
  const files = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  const names = files.map((file) => `lib/${file.split(sep).join('/')}`)
  const programs = names.filter((name) => name.endsWith('.program.ts') && !name.includes('/testing/'))
  return Object.fromEntries(programs.map((name) => [name.replace(/\.ts$/, '').replaceAll('/', '.'), name]))
}

/** @type {(from: string, to: string) => void} */
function putInPlace(from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    // Another start was quicker; what it made is the same.
    if (!existsSync(to)) throw error
  }
}

/** @type {(all: string) => void} */
function removeOld(all) {
  const age = (name) => -statSync(join(all, name)).mtimeMs
  const names = readdirSync(all).sort((one, other) => age(one) - age(other))
  for (const name of names.slice(KEPT)) rmSync(join(all, name), { recursive: true, force: true })
}
