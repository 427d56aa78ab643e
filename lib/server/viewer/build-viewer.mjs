// Builds what a shared file is made of: one HTML document with the script and the styles that show what it holds. Plain
// JavaScript: a program of its own, as the build of the pages is.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import compileMessage from 'icu-minify/compile'
import postcss from 'postcss'
import tailwind from '@tailwindcss/postcss'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const out = process.argv[2]
if (out === undefined) throw new Error('Say where the viewer is to be written.')

/** @type {(entry: string) => Promise<{ text: string, inputs: string[] }>} */
async function scriptOf(entry) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    charset: 'utf8',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    tsconfig: 'tsconfig.json',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [withoutPages],
  })
  return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs) }
}

/**
 * What stands in the place of what only pages have: the provider of their texts, the formatter of compiled messages
 * (see next.config.mjs), and the grammars of code, which would weigh more than everything else.
 */
const withoutPages = {
  name: 'without-pages',
  setup(build) {
    const own = (file) => () => ({ path: join(root, file) })
    build.onResolve({ filter: /^next-intl$/ }, own('lib/server/viewer/intl.mjs'))
    build.onResolve({ filter: /^use-intl\/format-message$/ }, own('lib/i18n/format-message.ts'))
    build.onResolve({ filter: /\/use-highlighted$/ }, own('lib/server/viewer/not-highlighted.mjs'))
    build.onLoad({ filter: /[\\/]messages[\\/].*\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(compiled(JSON.parse(readFileSync(path, 'utf8')))),
      loader: 'json',
    }))
  },
}

const compiled = (texts) =>
  typeof texts === 'string'
    ? compileMessage(texts)
    : Object.fromEntries(Object.entries(texts).map(([name, inner]) => [name, compiled(inner)]))

/**
 * The pages' styles, as far as these files name them; letters are the system's.
 * @type {(files: string[]) => Promise<string>}
 */
async function stylesOf(files) {
  const path = join(root, 'app/globals.css')
  const own = readFileSync(path, 'utf8').replace(/^@source '[^']*';$/gm, '')
  const sources = files
    .filter((file) => file.startsWith('components/'))
    .map((file) => `@source '${relative(dirname(path), join(root, file))}';`)
  const fonts = ':root { --font-ui: system-ui; --font-code: ui-monospace; }'
  // Sources stand before rules.
  const css = own.replace("@import './run-states.css';", (line) => [line, ...sources, ''].join('\n'))
  const { css: text } = await postcss([tailwind({ base: root, optimize: { minify: true } })]).process(css + fonts, {
    from: path,
  })
  return text
}

/** As the policy names it: a browser runs what has this hash, and nothing else. @type {(text: string) => string} */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** @type {(parts: { script: string, styles: string, icon: Buffer }) => string} */
function documentOf({ script, styles, icon }) {
  const source = readFileSync(new URL('unpack.js', import.meta.url), 'utf8')
  const boot = source.replace(/^\/\/.*\n/gm, '').trim()
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(boot)} ${hashOf(script)}`,
    `style-src ${hashOf(styles)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    '<title><!--title--></title>',
    `<link rel="icon" href="data:image/svg+xml;base64,${icon.toString('base64')}">`,
    `<style>${styles}</style>`,
    '</head>',
    '<body class="font-sans">',
    '<div id="app"></div>',
    '<p id="cannot" hidden>This browser is too old to show this file. 此浏览器版本过旧，无法显示此文件。</p>',
    '<noscript>This file needs scripts to be shown; it sends nothing. 显示此文件需要脚本；它不发送任何数据。</noscript>',
    '<!--capsule-->',
    `<script type="text/plain" id="viewer">${gzipSync(script, { level: 9 }).toString('base64')}</script>`,
    `<script>${boot}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const { text: script, inputs } = await scriptOf('components/viewer/main.tsx')
const styles = await stylesOf(inputs)
const html = documentOf({ script, styles, icon: readFileSync(join(root, 'public/icon.svg')) })
mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, html)
