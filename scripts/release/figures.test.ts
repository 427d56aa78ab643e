import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { figuresIn } from './figures'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const names = readdirSync(docs).filter((name) => name.endsWith('.md'))

test.each(names)('figures of %s say which version they are of', (name) => {
  const figures = figuresIn(readFileSync(docs + name, 'utf8'))
  expect(figures.filter(({ said }) => said === undefined)).toEqual([])
})
