import { createTranslator } from 'next-intl'
import { expect, it } from 'vitest'
import { locales } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import { relativeTimeOf } from './relative-time'

const units = { minute: 60, hour: 3_600, day: 86_400, week: 604_800, month: 2_629_800, year: 31_557_600 }

it.each(locales)('tells in %s from now what Intl does', async (locale) => {
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: 'common.relative' })
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, seconds] of Object.entries(units)) {
    for (const count of [-11, -3, -2, -1, 1, 2, 3, 11]) {
      const time = relativeTimeOf(count * seconds * 1_000)
      // Eleven hours are told in hours, eleven months in months; more of the others is told in the next unit.
      if (!time?.key.endsWith(unit)) continue
      expect(t(time.key, { count: time.count })).toBe(format.format(count, unit as Intl.RelativeTimeFormatUnit))
    }
  }
})

it('rounds towards now, and below a minute tells nothing', () => {
  expect(relativeTimeOf(-59_999)).toBeUndefined()
  expect(relativeTimeOf(-179_999)).toEqual({ key: 'past.minute', count: 2 })
  expect(relativeTimeOf(7_300_000)).toEqual({ key: 'future.hour', count: 2 })
})
