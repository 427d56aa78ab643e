// Scripts that a page's HTML names. Nearly all of their functions are called while the page comes up: a browser that is
// told so compiles them while they come in, beside the thread that draws, and does not read them twice.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Chromium takes this at a script's beginning; elsewhere it is a comment. */
const ALL_AT_ONCE = '//# allFunctionsCalledOnLoad\n'

/** Marks these scripts of a build. Throws when none are found: then Next says elsewhere what its pages load. */
export async function markFirstScripts(root: string): Promise<void> {
  const folder = join(root, '.next')
  const names = new Set([...(await ofEveryPage(folder)), ...(await ofEachPage(folder))])
  await Promise.all([...names].map((name) => mark(join(folder, name))))
}

async function ofEveryPage(folder: string): Promise<readonly string[]> {
  const { rootMainFiles } = JSON.parse(await readFile(join(folder, 'build-manifest.json'), 'utf8')) as {
    readonly rootMainFiles: readonly string[]
  }
  return rootMainFiles
}

/** By layout, page and boundary, as Next's own server reads it. */
async function ofEachPage(folder: string): Promise<readonly string[]> {
  const pages = join(folder, 'server', 'app')
  const files = await readdir(pages, { recursive: true })
  const manifests = files.filter((file) => file.endsWith('page_client-reference-manifest.js'))
  const scripts = await Promise.all(manifests.map(async (file) => scriptsIn(await readFile(join(pages, file), 'utf8'))))
  const all = scripts.flat()
  if (all.length === 0) throw new Error(`No page in ${pages} says which scripts it loads.`)
  return all
}

function scriptsIn(manifest: string): readonly string[] {
  const entries = /"entryJSFiles":(\{[^}]*\})/.exec(manifest)?.[1] ?? '{}'
  return Object.values(JSON.parse(entries) as Record<string, readonly string[]>).flat()
}

async function mark(path: string) {
  const script = await readFile(path, 'utf8')
  if (!script.startsWith(ALL_AT_ONCE)) await writeFile(path, ALL_AT_ONCE + script)
}
