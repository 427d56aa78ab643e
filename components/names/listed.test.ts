import { createTranslator } from 'next-intl'
import { expect, it } from 'vitest'
import { locales } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { listed } from './listed'

const styles = { row: 'narrow', sentence: 'long' } as const

it.each(locales)('writes lists in %s as Intl does', async (locale) => {
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'common.list' })
  const join = (key: 'row' | 'two' | 'last') => (before: string, after: string) => t(key, { before, after })
  const joins = { row: join('row'), two: join('two'), last: join('last') }
  for (const where of ['row', 'sentence'] as const) {
    const format = new Intl.ListFormat(locale, { type: 'conjunction', style: styles[where] })
    for (const names of [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']]) {
      expect(listed(names, where, joins)).toBe(format.format(names))
    }
  }
})
