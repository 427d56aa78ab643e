// Grammars of programming languages. Loaded when code of such a language is in sight: no page may import this at first.
import type { Parser } from '@lezer/common'
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight'
import { patiently } from '@/components/late/patiently'
import type { CodeGrammar } from './code-grammar'

/** Some characters of code, and how they look; an empty look is that of the code around them. */
export interface CodePiece {
  readonly text: string
  readonly look: string
}

const parsers: Readonly<Record<CodeGrammar, () => Promise<Parser>>> = {
  cpp: async () => (await patiently(() => import('@lezer/cpp'))).parser,
  css: async () => (await patiently(() => import('@lezer/css'))).parser,
  go: async () => (await patiently(() => import('@lezer/go'))).parser,
  html: async () => (await patiently(() => import('@lezer/html'))).parser,
  java: async () => (await patiently(() => import('@lezer/java'))).parser,
  javascript: async () => (await patiently(() => import('@lezer/javascript'))).parser.configure({ dialect: 'jsx' }),
  json: async () => (await patiently(() => import('@lezer/json'))).parser,
  python: async () => (await patiently(() => import('@lezer/python'))).parser,
  tsx: async () => (await patiently(() => import('@lezer/javascript'))).parser.configure({ dialect: 'jsx ts' }),
  typescript: async () => (await patiently(() => import('@lezer/javascript'))).parser.configure({ dialect: 'ts' }),
  yaml: async () => (await patiently(() => import('@lezer/yaml'))).parser,
}

// Colour belongs to run states: what code is made of stands out by weight, what is beside it steps back.
const looks = tagHighlighter([
  { tag: [tags.keyword, tags.tagName], class: 'font-bold' },
  { tag: [tags.propertyName, tags.attributeName, tags.typeName, tags.className], class: 'font-medium' },
  { tag: tags.function(tags.definition(tags.variableName)), class: 'font-medium' },
  { tag: [tags.comment, tags.meta, tags.punctuation], class: 'text-muted' },
])

/** Code cut where its look changes. In a time that grows as the code does, whatever is in it. */
export async function highlight(code: string, grammar: CodeGrammar): Promise<readonly CodePiece[]> {
  const parser = await parsers[grammar]()
  const pieces: CodePiece[] = []
  highlightCode(
    code,
    parser.parse(code),
    looks,
    (text, look) => pieces.push({ text, look }),
    () => pieces.push({ text: '\n', look: '' }),
  )
  return pieces
}
