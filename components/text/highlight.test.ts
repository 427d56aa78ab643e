import { expect, it } from 'vitest'
import { codeGrammarOf, type CodeGrammar } from './code-grammar'
import { highlight } from './highlight'

const samples: Readonly<Record<CodeGrammar, readonly [code: string, bold: string]>> = {
  cpp: ['for (int i = 0; i < 3; i++) {}\n', 'for'],
  css: ['@media print { a { color: red } }\n', '@media'],
  go: ['package main\n\nfunc main() {}\n', 'package'],
  html: ['<p class="x">a &amp; b</p>\n', 'p'],
  java: ['class A { int b() { return 1; } }\n', 'class'],
  javascript: ['const a = <b>{await c}</b> // d\n', 'const'],
  json: ['{ "a": [1, null] }\n', 'null'],
  python: ['def f(x):\n    return x  # y\n', 'def'],
  tsx: ['const a = (b: string) => <i>{b}</i>\n', 'const'],
  typescript: ['interface A { readonly b: string }\n', 'interface'],
  yaml: ['a: 1\nb:\n  - c # d\n', ''],
}

it.each(Object.entries(samples))('reads %s, and loses none of it', async (grammar, [code, bold]) => {
  const pieces = await highlight(code, grammar as CodeGrammar)
  expect(pieces.map(({ text }) => text).join('')).toBe(code)
  expect(pieces.some(({ look }) => look !== '')).toBe(true)
  if (bold) expect(pieces).toContainEqual({ text: bold, look: 'font-bold' })
})

it('reads what is no such code as well', async () => {
  const code = '\u202e}}}} ((( 中文 "\n\n\t<<<'
  for (const grammar of Object.keys(samples) as CodeGrammar[]) {
    expect((await highlight(code, grammar)).map(({ text }) => text).join('')).toBe(code)
  }
})

it('knows languages by the names that fences give them, and no others', () => {
  expect(['JS', 'py', 'C++', 'yml'].map(codeGrammarOf)).toEqual(['javascript', 'python', 'cpp', 'yaml'])
  expect(['', 'toString', '__proto__', 'brainfuck'].map(codeGrammarOf)).toEqual(Array(4).fill(undefined))
})
