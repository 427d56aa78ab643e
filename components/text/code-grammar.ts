const SPELLINGS = {
  c: 'cpp',
  'c++': 'cpp',
  cc: 'cpp',
  cjs: 'javascript',
  cpp: 'cpp',
  css: 'css',
  cts: 'typescript',
  go: 'go',
  golang: 'go',
  h: 'cpp',
  hpp: 'cpp',
  htm: 'html',
  html: 'html',
  java: 'java',
  javascript: 'javascript',
  js: 'javascript',
  json: 'json',
  jsonc: 'json',
  jsx: 'javascript',
  mjs: 'javascript',
  mts: 'typescript',
  py: 'python',
  python: 'python',
  python3: 'python',
  ts: 'typescript',
  tsx: 'tsx',
  typescript: 'typescript',
  yaml: 'yaml',
  yml: 'yaml',
} as const satisfies Readonly<Record<string, string>>

export type CodeGrammar = (typeof SPELLINGS)[keyof typeof SPELLINGS]

const grammars: ReadonlyMap<string, CodeGrammar> = new Map(Object.entries(SPELLINGS))

/** Which grammar reads code of a language, as a fence names it; undefined where none does. */
export const codeGrammarOf = (language: string): CodeGrammar | undefined => grammars.get(language.toLowerCase())
