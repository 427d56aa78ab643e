// Packages as their users have them: packed by npm, in the `node_modules` of an otherwise empty folder.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readManifest } from '../manifest'

export const project = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * Packs the folder of a package with npm and unpacks it where npm would install it. What it depends on is that of this
 * project: nothing is fetched. The answer is its folder.
 */
export async function install(packed: string, { into, beside }: Installing): Promise<string> {
  mkdirSync(into, { recursive: true })
  const tarball = await succeed('npm', ['pack', '--silent', '--pack-destination', into], packed)
  await succeed('tar', ['-xzf', tarball.trim()], into)
  const { name } = readManifest(join(into, 'package/package.json'))
  const folder = join(into, 'node_modules', String(name))
  mkdirSync(dirname(folder), { recursive: true })
  renameSync(join(into, 'package'), folder)
  const packages = join(project, 'node_modules')
  for (const each of closureOf(beside)) {
    cpSync(each, join(into, 'node_modules', relative(packages, each)), { recursive: true })
  }
  return folder
}

interface Installing {
  /** An empty folder. */
  readonly into: string
  /** The packages that it finds beside itself, with what they need in their turn. */
  readonly beside: readonly string[]
}

const exec = promisify(execFile)

/** What the program prints. Throws with it when it fails. */
export async function succeed(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await exec(program, args, { cwd, shell: process.platform === 'win32' }).catch(
    ({ message, stdout, stderr }: Error & { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`${message}\n${stdout}${stderr}`)
    },
  )
  return stdout
}

/** Those that npm would install for them: their dependencies and, where they are here, the optional ones. */
export function closureOf(names: readonly string[]): readonly string[] {
  const all = new Set<string>()
  const add = (name: string, from: string) => {
    const inner = join(from, 'node_modules', name)
    const folder = [inner, join(project, 'node_modules', name)].find((path) => isFolder(path))
    if (folder === undefined || all.has(folder)) return
    all.add(folder)
    const { dependencies, optionalDependencies } = readManifest(join(folder, 'package.json'))
    for (const next of Object.keys({ ...dependencies, ...(optionalDependencies as object) })) add(next, folder)
  }
  for (const name of names) add(name, project)
  return [...all]
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Each file below the folder with its size in bytes and when it was last written, in Unix milliseconds. */
export const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, stat: statSync(join(folder, name)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ name, stat }) => ({ name, bytes: stat.size, writtenMs: stat.mtimeMs }))

export const bytesIn = (folder: string) => filesIn(folder).reduce((sum, { bytes }) => sum + bytes, 0)
