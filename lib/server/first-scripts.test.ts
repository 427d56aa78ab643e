import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { markFirstScripts } from './first-scripts'

const MARK = '//# allFunctionsCalledOnLoad\n'
const manifest = 'server/app/[connection]/page_client-reference-manifest.js'

describe('marking the scripts of a first view', () => {
  let root: string
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'first-scripts-'))))
  afterEach(() => rmSync(root, { recursive: true }))

  const write = (name: string, text: string) => {
    const path = join(root, '.next', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  const read = (name: string) => readFileSync(join(root, '.next', name), 'utf8')
  const build = (entries: object) => {
    for (const name of ['main', 'page', 'late']) write(`static/chunks/${name}.js`, name)
    write('build-manifest.json', JSON.stringify({ rootMainFiles: ['static/chunks/main.js'] }))
    write(manifest, `globalThis.__RSC_MANIFEST["/page"] = ${JSON.stringify({ ...entries, ssr: {} })};`)
  }

  it('marks what HTML names, once, and leaves what comes later', async () => {
    build({ entryJSFiles: { '[project]/app/layout': [], '[project]/app/page': ['static/chunks/page.js'] } })
    await markFirstScripts(root)
    await markFirstScripts(root)
    expect(read('static/chunks/main.js')).toBe(`${MARK}main`)
    expect(read('static/chunks/page.js')).toBe(`${MARK}page`)
    expect(read('static/chunks/late.js')).toBe('late')
  })

  it('fails where pages no longer say what they load', async () => {
    build({})
    await expect(markFirstScripts(root)).rejects.toThrow('which scripts it loads')
  })
})
