import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { locales } from './locale'
import { loadMessages } from './messages'

type Tree = { readonly [key: string]: string | Tree }

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
  )

const textsOf = async (locale: (typeof locales)[number]) => new Map(flat(await loadMessages(locale)))

/** The names of the values that a text asks for; a plural's branch of one word is none. */
const valuesOf = (text: string) =>
  [...new Set([...text.matchAll(/(?<!(?:=\d+|other|one) )\{(\w+)(?=[,}])/g)].map(([, name]) => name))].filter((name) =>
    Number.isNaN(Number(name)),
  )

/** Values and tags together, in one order. */
const asked = (text: string) => [...valuesOf(text), ...[...text.matchAll(/<(\w+)>/g)].map(([tag]) => tag)].sort()

describe('the catalogue', () => {
  it('has the same texts in every language', async () => {
    const [english, chinese] = await Promise.all([textsOf('en'), textsOf('zh-CN')])
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('asks for the same values in every language', async () => {
    const [english, chinese] = await Promise.all([textsOf('en'), textsOf('zh-CN')])
    const different = [...chinese].filter(
      ([key, text]) => String(asked(text)) !== String(asked(english.get(key) ?? '')),
    )
    expect(different).toEqual([])
  })

  it.each(locales)('can be formatted whole in %s', async (locale) => {
    const errors: unknown[] = []
    const t = createTranslator({ locale, messages: await loadMessages(locale), onError: (error) => errors.push(error) })
    const numbers = { count: 2, done: 1, total: 2 }
    for (const [key, text] of await textsOf(locale)) {
      const values = Object.fromEntries(valuesOf(text).map((name) => [name, 'x']))
      const tags = Object.fromEntries(
        [...text.matchAll(/<(\w+)>/g)].map(([, tag]) => [tag, (inside: unknown) => inside]),
      )
      void t.rich(key as never, { ...values, ...tags, ...numbers } as never)
    }
    expect(errors).toEqual([])
  })
})
