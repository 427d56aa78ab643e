import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * The files that the pages and the viewer of shared files are made of, packages' files among them, as paths from the
 * root. The build itself does not say it; this compiles the same once more and keeps the list alone.
 */
export async function sourcesOfPages(root: string): Promise<readonly string[]> {
  const pages = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.(?:test|dev))\.tsx?$/.test(name))
    .map((name) => `app/${name}`)
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...pages, 'components/viewer/main.tsx'],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'unwritten',
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    tsconfig: 'tsconfig.json',
    // Styles and letters are of direct dependencies, which are named anyway.
    loader: { '.css': 'empty' },
    external: ['libsql', 'pg'],
    logLevel: 'silent',
  })
  return Object.keys(metafile.inputs)
}
