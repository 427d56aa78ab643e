// Which folder may import which: the table of docs/architecture as data, and the lint rules made from it.
// Arrows only go down; a folder that is not named in `may` is refused, `@/…` and `../…` alike.

/**
 * @typedef {object} Boundary
 * @property {string} folder
 * @property {string[]} [files] globs, when it is not the whole folder
 * @property {string[]} may folders or modules below `@/` that its files may import, beside their own folder
 * @property {boolean} [browser] shipped to browsers: no zod, no Node, from lib/protocol only what is light
 * @property {string[]} [packagesOnly] the only packages it may import
 * @property {string[]} [packagesNever] packages it may not import
 */

/** What a browser may load of the protocol at run time; its types cost nothing. */
const lightProtocol = ['status', 'error', 'sse']
const serverPackages = ['zod', 'hono', 'kysely', 'libsql', 'pg', 'openai']
const reactPackages = ['react', 'react-dom', 'next-intl', '@tanstack/react-query', 'zustand']

/** @type {readonly Boundary[]} */
export const boundaries = [
  { folder: 'lib/protocol', may: [], packagesOnly: ['zod', 'eventsource-parser'] },
  { folder: 'lib/run', may: ['lib/protocol'], browser: true, packagesOnly: [] },
  { folder: 'lib/backend', may: ['lib/protocol', 'lib/run'], packagesNever: ['next', ...reactPackages] },
  { folder: 'lib/server', may: ['lib/protocol', 'lib/run', 'lib/backend'], packagesNever: reactPackages },
  { folder: 'lib/i18n', may: ['messages'], browser: true },
  { folder: 'lib/client', may: ['lib/protocol', 'lib/run'], browser: true, packagesNever: ['next'] },
  { folder: 'lib/live', may: ['lib/protocol', 'lib/run', 'lib/client'], browser: true, packagesNever: ['next'] },
  { folder: 'components', may: ['lib/protocol', 'lib/run', 'lib/client', 'lib/live', 'lib/i18n'], browser: true },
  {
    folder: 'app',
    may: ['components', 'lib/protocol', 'lib/run', 'lib/client', 'lib/live', 'lib/i18n', 'messages'],
    browser: true,
  },
  {
    folder: 'app',
    files: ['app/**/route.ts', 'app/prefetch.ts'],
    may: ['lib/backend/door', 'lib/protocol', 'lib/client'],
    packagesNever: serverPackages,
  },
  { folder: 'e2e', may: ['lib/protocol', 'lib/run', 'lib/server/testing', 'messages'] },
  { folder: 'scripts', may: ['lib/protocol', 'lib/run', 'lib/server'] },
]

/** Tests that drive the whole system; they may reach anything, still by `@/…`. */
const systemTests = ['**/*.{contract,sdk,process}.test.{ts,tsx}']
const plainTests = '*.test.{ts,tsx}'

const alternatives = (names) => names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')

const noDetours = {
  regex: String.raw`^\.\.(?:/|$)|/\.\.(?:/|$)`,
  message: 'Across folders import by @/…, so that the boundary table sees it.',
}

function patternsFor(boundary, { packages }) {
  const may = [boundary.folder, ...boundary.may]
  const patterns = [
    noDetours,
    {
      regex: `^@/(?!(?:${alternatives(may)})(?:/|$))`,
      message: `${boundary.folder} may import ${[...boundary.may, 'itself'].join(', ')} (lint/boundaries.mjs).`,
    },
  ]
  if (packages) patterns.push(...packagePatterns(boundary))
  return patterns
}

function packagePatterns({ folder, browser, packagesOnly, packagesNever = [] }) {
  const patterns = []
  if (packagesOnly) {
    const allowed = packagesOnly.length > 0 ? `(?!(?:${alternatives(packagesOnly)})(?:/|$))` : ''
    patterns.push({
      regex: `^(?!\\.|@/)${allowed}`,
      message: `${folder} may import only these packages: ${packagesOnly.join(', ') || 'none'}.`,
    })
  }
  if (packagesNever.length > 0) {
    patterns.push({
      regex: `^(?:${alternatives(packagesNever)})(?:/|$)`,
      message: `${folder} must not depend on ${packagesNever.join(', ')}.`,
    })
  }
  if (browser) {
    patterns.push(
      {
        regex: `^@/lib/protocol/(?!(?:${lightProtocol.join('|')})$)`,
        allowTypeImports: true,
        message: `Of lib/protocol browsers load ${lightProtocol.join(', ')}; take the rest with \`import type\`.`,
      },
      { regex: `^(?:${alternatives(serverPackages)})(?:/|$)`, allowTypeImports: true, message: 'Not in a browser.' },
      { regex: '^node:', message: 'Not in a browser.' },
    )
  }
  return patterns
}

/** `import()` is not seen by no-restricted-imports. The selector language has no slash in its regular expressions. */
const dynamicImports = (patterns) =>
  patterns
    .map(({ regex, message }) => ({
      selector: `ImportExpression[source.value=/${regex.replaceAll('/', String.raw`\x2F`)}/]`,
      message,
    }))

function rulesFor(patterns, syntax = []) {
  return {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': ['error', ...syntax, ...dynamicImports(patterns)],
  }
}

/**
 * The table as ESLint configurations. `syntaxOf` gives a folder's other restrictions on syntax: one rule carries both.
 * @param {(folder: string) => readonly { selector: string, message: string }[]} syntaxOf
 */
export function boundaryConfigs(syntaxOf) {
  const layers = boundaries.flatMap((boundary) => {
    const syntax = syntaxOf(boundary.folder)
    const files = boundary.files ?? [`${boundary.folder}/**/*.{ts,tsx}`]
    return [
      { name: `boundary ${files[0]}`, files, rules: rulesFor(patternsFor(boundary, { packages: true }), syntax) },
      ...(boundary.files ? [] : [{
        name: `boundary ${boundary.folder} tests`,
        files: [`${boundary.folder}/**/${plainTests}`],
        rules: rulesFor(patternsFor(boundary, { packages: false }), syntax),
      }]),
    ]
  })
  return [...layers, { name: 'boundary system tests', files: systemTests, rules: rulesFor([noDetours], syntaxOf('')) }]
}
