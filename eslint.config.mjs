import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { layersRule } from './lint/layers-rule.mjs'

const tests = ['**/*.test.{ts,tsx}', 'e2e/**/*.ts', 'lib/**/testing/**/*.ts']

/** Restrictions on syntax that hold in every file. */
const everywhere = [
  {
    selector: 'ImportDeclaration[source.value="zod"] > ImportSpecifier',
    message: 'Import * as z: the other form brings the texts of all languages along.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  {
    selector: 'CallExpression[callee.object.name="vi"][callee.property.name=/^(do)?[mM]ock$/]',
    message: 'No module mocks: hand the effect in.',
  },
]

/** What may not stand in pages and components. */
const inPages = [
  { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Render elements, never HTML text.' },
  { selector: 'JSXText[value=/[A-Za-z\\u4e00-\\u9fff]{2}/]', message: 'Texts come from the message catalogue.' },
  {
    selector: 'JSXAttribute[name.name=/^(aria-label|aria-description|title|placeholder|alt)$/] > Literal[value=/\\S/]',
    message: 'Texts come from the message catalogue.',
  },
  {
    selector:
      ':matches(Literal[value=/\\btext-\\[((1[01]|\\d)(\\.\\d+)?px|0?\\.\\d+rem)/], TemplateElement[value.raw=/\\btext-\\[((1[01]|\\d)(\\.\\d+)?px|0?\\.\\d+rem)/])',
    message: 'Sizes of type are those of tailwind.config.ts, none below 12 px.',
  },
  {
    selector: 'CallExpression[callee.property.name="join"] > Literal.arguments[value=/^(, |[，、；])/]',
    message: 'Lists read as the language writes them: use useListed().',
  },
]

/** How a page loads what comes late: so that it stands when that cannot be had. */
const lateParts = [
  {
    selector:
      'ImportExpression:not(CallExpression[callee.name=/^(late|lateDialog|lateSilently|lateOrAtFirst|patiently)$/] ImportExpression)',
    message: 'Load a part of the page with late() and its kin, or with patiently().',
  },
  {
    selector: 'ImportDeclaration[source.value="react"] > ImportSpecifier[imported.name="lazy"]',
    message: 'A part that cannot be loaded takes the page with it: use late().',
  },
  {
    selector: 'ImportDeclaration[source.value="next/dynamic"]',
    message: 'A part that cannot be loaded takes the page with it: use late().',
  },
]

/** The first format that a page makes loads the data of all languages, 35 ms of processor: no first sight needs one. */
const formats = [
  'ImportDeclaration[source.value="next-intl"] > ImportSpecifier[imported.name="useFormatter"]',
  'NewExpression[callee.object.name="Intl"]',
  'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]',
].map((selector) => ({
  selector,
  message: 'Write numbers with plainNumber(), names with useListed(), moments with TimeText: formats are dear to make.',
}))

/** Where they are made for what is seldom drawn, or not at first. */
const seldom = [
  ...[
    'assistants/assistant-order.ts',
    'files/file-order.ts',
    'vector-stores/store-order.ts',
    'json/json-block.tsx',
    'conversation/day-separator.tsx',
    'report/byte-text.tsx',
  ],
  ...['report/clock-text.ts', 'text/message-content.tsx', 'ui/relative-time.ts'],
].map((file) => `components/${file}`)

const named = (message) => ({ 'no-restricted-syntax': ['error', { selector: 'Program', message }] })

export default tseslint.config(
  {
    ignores: [
      '**/.next*/',
      '.server/',
      'data/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      '**/next-env.d.ts',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { layers: { rules: { boundary: layersRule } } },
    rules: {
      'layers/boundary': 'error',
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', 60],
      'max-params': ['error', 3],
      'max-len': [
        'error',
        { code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
      ],
      semi: ['error', 'never'],
      quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-syntax': ['error', ...everywhere],
      'prefer-const': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_|Schema$' }],
    },
  },
  {
    files: ['{components,app,lib/live,lib/client}/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
    rules: {
      ...reactHooks.configs.flat.recommended.rules,
      'react-hooks/exhaustive-deps': 'error',
      // About React's compiler, which does not run here.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['{components,app}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...lateParts, ...formats] },
  },
  {
    files: ['{components,app}/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...inPages, ...lateParts, ...formats] },
  },
  {
    files: [...seldom, '{components,app}/**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...inPages, ...lateParts] },
  },
  // A function expression, which the sandbox evaluates.
  { files: ['lib/backend/python/sandbox/realm.js'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  { files: tests, rules: { 'max-lines': ['error', 400], 'max-lines-per-function': 'off', 'max-params': 'off' } },
  { files: ['**/index.{ts,tsx}'], rules: named('No index files: import the file that has the name.') },
  { files: ['**/{utils,types,helpers}.{ts,tsx}'], rules: named('Name a file for what it exports.') },
  { files: ['{lib,components,app,e2e,scripts}/**/*[A-Z]*.{ts,tsx}'], rules: named('File names are kebab-case.') },
)
