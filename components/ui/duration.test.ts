import { createTranslator } from 'next-intl'
import { expect, it } from 'vitest'
import type { Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { durationOf, type DurationForm } from './duration'

async function written(locale: Locale, ms: number, form?: DurationForm) {
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'common.duration' })
  const { key, values } = durationOf(ms, form)
  return t(key, values)
}

it.each([
  [-5, '0 ms', '0 毫秒'],
  [0, '0 ms', '0 毫秒'],
  [839.6, '840 ms', '840 毫秒'],
  [999.7, '1.00 s', '1.00 秒'],
  [1_000, '1.00 s', '1.00 秒'],
  [1_150, '1.15 s', '1.15 秒'],
  [3_428, '3.42 s', '3.42 秒'],
  [9_999, '9.99 s', '9.99 秒'],
  [12_470, '12.4 s', '12.4 秒'],
  [59_999, '59.9 s', '59.9 秒'],
  [60_000, '1 min 0 s', '1 分 0 秒'],
  [184_900, '3 min 4 s', '3 分 4 秒'],
  [3_780_000, '1 h 3 min', '1 小时 3 分'],
])('%d ms is %s, in Chinese %s', async (ms, english, chinese) => {
  expect([await written('en', ms), await written('zh-CN', ms)]).toEqual([english, chinese])
})

it.each([
  [200, '200 ms'],
  [1_000, '1 s'],
  [2_500, '2.5 s'],
  [15_000, '15 s'],
  [120_000, '2 min'],
  [150_000, '2 min 30 s'],
  [7_200_000, '2 h'],
  [9_000_000, '2 h 30 min'],
])('a mark at %d ms is called %s', async (ms, text) => {
  expect(await written('en', ms, 'round')).toBe(text)
})
