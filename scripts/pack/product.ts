// The npm package of the product: the compiled server, the built pages, and what of Next and pdf.js they use.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { recordedFiles } from '@/lib/server/build-record'
import { compileInto, packagesOfNext } from '@/lib/server/compile.mjs'
import { withPackagedCommands } from './command-names'
import { descriptionOf, manifestOf, readManifest, type Manifest } from './manifest'
import { filesOfNext } from './files-of-next'
import { noticesOf, packageOf } from './notices'
import { sourcesOfPages } from './sources-of-pages'

/** What npm installs beside the package: native code, or files that are found by their package's name. */
const installed = ['libsql', 'quickjs-wasi', 'yauzl']

/** Installed by default, too; without it the server says what does not work, and how to add it. */
const optional = ['pyodide']

/** What comes inside the package, as little of it as is used: by themselves Next and pdf.js have 360 MB. */
const enclosed = [...packagesOfNext, 'pdfjs-dist']

/** By their names in the package; of its code the short form, which is 1.6 MB less. */
const ofPdfJs = {
  'package.json': 'package.json',
  LICENSE: 'LICENSE',
  'legacy/build/pdf.mjs': 'legacy/build/pdf.min.mjs',
  'legacy/build/pdf.worker.mjs': 'legacy/build/pdf.worker.min.mjs',
  cmaps: 'cmaps',
  standard_fonts: 'standard_fonts',
}

const plain = ['deploy', 'messages', 'public', 'LICENSE', 'CHANGELOG.md']

/** Writes the package into the folder, which is replaced. The pages must have been built. */
export async function packProduct(root: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { inputs } = await compileInto(root, join(folder, 'server'), { sourcemap: false })
  for (const name of plain) cpSync(join(root, name), join(folder, name), { recursive: true })
  cpSync(join(root, 'scripts/pack/product-readme.md'), join(folder, 'README.md'))
  copyDocs(root, folder)
  mkdirSync(join(folder, 'bin'))
  cpSync(join(root, 'scripts/assistants-playground.mjs'), join(folder, 'bin/assistants-playground.mjs'))
  copyPages(root, folder)
  copyEnclosed(root, folder)
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.md'), await notices(root, Object.keys(inputs)))
  writeFileSync(join(folder, 'package.json'), descriptionOf(productManifest(root)))
  for (const part of ['server', '.next', 'messages']) renameCommands(join(folder, part))
}

/** All but the pictures. */
function copyDocs(root: string, folder: string) {
  const filter = (path: string) => !path.endsWith('.png')
  cpSync(join(root, 'docs'), join(folder, 'docs'), { recursive: true, filter })
}

/** What a server reads of the build: no traces. */
function copyPages(root: string, folder: string) {
  for (const name of recordedFiles(root)) {
    if (/\.nft\.json$/.test(name)) continue
    const to = join(folder, '.next', name)
    mkdirSync(dirname(to), { recursive: true })
    // Where the build lay is nobody's business, and is nowhere once the package is elsewhere.
    if (/^required-server-files\./.test(name)) writeFileSync(to, withoutPlace(root, name))
    else cpSync(join(root, '.next', name), to)
  }
}

function withoutPlace(root: string, name: string): string {
  const { appDir } = readManifest(join(root, '.next', 'required-server-files.json'))
  return readFileSync(join(root, '.next', name), 'utf8').replaceAll(String(appDir), '.')
}

function copyEnclosed(root: string, folder: string) {
  for (const name of filesOfNext(root)) cpSync(join(root, name), join(folder, name))
  const pdfJs = 'node_modules/pdfjs-dist'
  for (const [to, from] of Object.entries(ofPdfJs)) {
    cpSync(join(root, pdfJs, from), join(folder, pdfJs, to), { recursive: true })
  }
  // npm would install beside them what they name.
  for (const name of enclosed) {
    const file = join(folder, 'node_modules', name, 'package.json')
    writeFileSync(file, descriptionOf(withoutOthers(readManifest(file))))
  }
}

function withoutOthers(manifest: Manifest): Manifest {
  const others = /^(?:(?:dev|peer|optional)?[dD]ependencies|peerDependenciesMeta|scripts|bin)$/
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => !others.test(name)))
}

function productManifest(root: string): Manifest {
  const { dependencies = {} } = readManifest(join(root, 'package.json'))
  const versionOf = (name: string) =>
    dependencies[name] ?? String(readManifest(join(root, 'node_modules', name, 'package.json')).version)
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, versionOf(name)]))
  return {
    ...manifestOf(root, 'assistants-playground'),
    description: 'A self-hosted playground and backend for the Assistants protocol, with its pages.',
    bin: { 'assistants-playground': 'bin/assistants-playground.mjs' },
    files: ['bin', 'server', '.next', 'docs', ...plain, 'THIRD-PARTY-NOTICES.md'],
    dependencies: versions([...installed, ...enclosed].sort()),
    optionalDependencies: versions(optional),
    bundleDependencies: enclosed,
  }
}

/** Direct dependencies are named wherever they are used, styles and letters among them. */
async function notices(root: string, compiled: readonly string[]): Promise<string> {
  const { dependencies = {} } = readManifest(join(root, 'package.json'))
  const direct = Object.keys(dependencies).filter((name) => !/^@types\/|^(?:typescript|esbuild)$/.test(name))
  const names = [...compiled, ...(await sourcesOfPages(root))].flatMap((path) => packageOf(path) ?? [])
  const copied = readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8')
  return `${copied}\n# Packages\n\nWhat of them is compiled into this package.\n\n${noticesOf(root, new Set([...names, ...direct]))}`
}

function renameCommands(folder: string) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:js|json|html|rsc)$/.test(name)) continue
    const text = readFileSync(join(folder, name), 'utf8')
    const renamed = withPackagedCommands(text)
    if (renamed !== text) writeFileSync(join(folder, name), renamed)
  }
}
