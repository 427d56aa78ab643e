import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sourcesIn } from './sources'

const root = new URL('../', import.meta.url)
const folders = ['app', 'components', 'e2e', 'lib', 'lint', 'scripts']
const pages = readdirSync(fileURLToPath(new URL('docs/', root))).filter((file) => file.endsWith('.md'))

/** What a page of the documentation names as code: paths from the root, and names of source files. */
function* namedIn(page: string) {
  const text = readFileSync(new URL(`docs/${page}`, root), 'utf8')
  for (const [, name = ''] of text.matchAll(/`([\w./[\]()-]+)`/g)) {
    if (folders.some((folder) => name.startsWith(`${folder}/`)) || /^[\w/-]+\.tsx?$/.test(name)) yield name
  }
}

test('the documentation names files that are there', () => {
  const files = [...sourcesIn(folders).keys()]
  const names = new Set(files.map((file) => basename(file)))
  const isThere = (name: string) =>
    existsSync(new URL(name, root)) || names.has(name) || files.some((file) => file.endsWith(`/${name}`))
  const missingIn = (page: string) => [...namedIn(page)].filter((name) => !isThere(name))
  const missing = pages.flatMap((page) => missingIn(page).map((name) => `${page}: ${name}`))
  expect(missing).toEqual([])
})
