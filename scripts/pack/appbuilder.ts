// The npm package of lib/appbuilder: one file of ESM, and the types of what it exports.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { declarationsOf } from './declarations'
import { descriptionOf, manifestOf, readManifest } from './manifest'

const ENTRY = 'lib/appbuilder/exports.ts'

/** Used by the code, zod by the types, too. */
const packages = ['eventsource-parser', 'zod']

/** Writes the package into the folder, which is replaced. Throws where the types have errors. */
export async function packAppBuilder(root: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await build({
    absWorkingDir: root,
    entryPoints: { index: ENTRY },
    outdir: join(folder, 'dist'),
    bundle: true,
    packages: 'external',
    alias: { '@': root },
    platform: 'neutral',
    target: 'es2022',
    format: 'esm',
    tsconfig: 'tsconfig.json',
    logLevel: 'silent',
  })
  for (const [name, text] of declarationsOf(root, ENTRY)) {
    const file = join(folder, 'dist/types', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  cpSync(join(root, 'scripts/pack/appbuilder-readme.md'), join(folder, 'README.md'))
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  writeFileSync(join(folder, 'package.json'), descriptionOf(manifest(root)))
}

function manifest(root: string) {
  const { dependencies = {} } = readManifest(join(root, 'package.json'))
  const types = './dist/types/appbuilder/exports.d.ts'
  return {
    ...manifestOf(root, 'appbuilder-assistants'),
    description: "Baidu AppBuilder's Assistant API for TypeScript: assistants, threads, runs and their streams.",
    sideEffects: false,
    types,
    exports: { '.': { types, default: './dist/index.js' }, './package.json': './package.json' },
    files: ['dist'],
    dependencies: Object.fromEntries(packages.map((name) => [name, `^${dependencies[name]}`])),
  }
}
