// What only some servers need is loaded when it is asked for: by a static import every start would wait for it.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Of the compiled server; see vitest.config.ts. */
declare const COMPILED_PROGRAMS: string

const textOf = (file: string) => readFileSync(new URL(file, COMPILED_PROGRAMS), 'utf8')

/** The compiled files that are loaded with these. */
function loadedWith(files: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(files)
  // A set goes on with what is added meanwhile.
  for (const file of loaded) {
    for (const [, name = ''] of textOf(file).matchAll(/^import\b[^'"(;]*"\.\/([^"]+)"/gm)) loaded.add(name)
  }
  return loaded
}

/** The packages of which something is compiled into the file, as the compiler notes it. */
const packagesIn = (file: string) =>
  [...textOf(file).matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(([, name]) => name)

test('a start loads no package that it may not need', () => {
  const backend = readdirSync(fileURLToPath(COMPILED_PROGRAMS)).filter((name) => /^open-backend-\w+\.js$/.test(name))
  const packages = new Set([...loadedWith(['main.js', ...backend])].flatMap(packagesIn))
  expect([...packages]).toEqual(expect.arrayContaining(['hono', 'kysely', 'zod']))
  const unneeded = [
    ...['@modelcontextprotocol/sdk', '@opentelemetry/sdk-trace-base', 'aws4fetch', 'openid-client', 'pg', 'pg-boss'],
    ...['prom-client', 'undici'],
  ]
  expect(unneeded.filter((name) => packages.has(name))).toEqual([])
  // Each is compiled into files that are loaded later.
  const all = readdirSync(fileURLToPath(COMPILED_PROGRAMS)).filter((name) => name.endsWith('.js'))
  expect([...new Set(all.flatMap(packagesIn))]).toEqual(expect.arrayContaining(unneeded))
})
