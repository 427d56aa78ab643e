// The files of Next that answer pages. The package itself is 60 times as large: it brings its compilers along.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { packagesOfNext } from '@/lib/server/compile.mjs'

/** Where the server enters Next. */
const entries = ['next', 'next/constants.js', 'next/dist/server/next-server.js']

/** Large parts that only builds and development load, and what a build reads for fonts. */
const besides = [
  /^next\/dist\/compiled\/(?:webpack|babel|@babel|terser|@vercel\/nft|jest-worker|postcss|cssnano|sass)/,
  /^next\/dist\/compiled\/(?:next-devtools|browserslist|@modelcontextprotocol|lightningcss)/,
  /^next\/dist\/compiled\/.*-experimental\.runtime\./,
  /^next\/(?:node_modules\/|dist\/(?:build\/webpack|docs\/|server\/capsize-font-metrics))/,
  /\.dev(?:elopment)?\.js$|\.d\.[cm]?ts$|\.map$/,
]

/**
 * Their paths from the root of the project: those that Next's build has traced for its pages, and all that is required
 * from where a server enters; with what describes a folder. Throws where there is no build.
 */
export function filesOfNext(root: string): readonly string[] {
  const packages = join(root, 'node_modules')
  const nameOf = (path: string) => relative(packages, path).split(sep).join('/')
  const isOfNext = (path: string) => packagesOfNext.some((name) => nameOf(path).startsWith(`${name}/`))
  const belongs = (path: string) => isOfNext(path) && !besides.some((some) => some.test(nameOf(path)))
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path) || !belongs(path)) return
    found.add(path)
    for (const required of requiredBy(path)) visit(required)
  }
  const { resolve: resolveFrom } = createRequire(join(root, 'package.json'))
  for (const entry of entries) visit(resolveFrom(entry))
  for (const traced of tracedBy(join(root, '.next'))) visit(traced)
  const folders = new Set([...packagesOfNext.map((name) => join(packages, name)), ...[...found].map(dirname)])
  const named = [...folders].flatMap((folder) =>
    ['package.json', 'LICENSE', 'license.md'].map((name) => join(folder, name)),
  )
  const all = new Set([...found, ...named.filter((path) => existsSync(path))])
  return [...all].map((path) => relative(root, path)).sort()
}

/** What Next wrote down of its server and of each page. */
function tracedBy(output: string): readonly string[] {
  const traces = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.nft.json') && !name.startsWith('cache'),
  )
  if (traces.length === 0) throw new Error(`There is no build in ${output}.`)
  return traces.flatMap((name) => {
    const { files } = JSON.parse(readFileSync(join(output, name), 'utf8')) as { readonly files: readonly string[] }
    return files
      .map((file) => resolve(output, dirname(name), file))
      .filter((path) => path.includes(`${sep}node_modules${sep}`) && statSync(path).isFile())
  })
}

/** The files whose names stand in it. What is not installed is asked for within `try`. */
function requiredBy(path: string): readonly string[] {
  if (!/\.c?js$/.test(path)) return []
  const { resolve: resolveFrom } = createRequire(path)
  const names = [...readFileSync(path, 'utf8').matchAll(/\brequire\(\s*["']([^"'$]+)["']\s*\)/g)]
  return names.flatMap(([, name = '']) => {
    try {
      return [resolveFrom(name)].filter(isAbsolute)
    } catch {
      return []
    }
  })
}
