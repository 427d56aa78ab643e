import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

/** The words of the tour: only who takes it loads them. */
export const tourTexts = {
  en: async () => (await import('@/messages/en/tour.json')).default,
  'zh-CN': async () => (await import('@/messages/zh-CN/tour.json')).default,
} as const satisfies Record<Locale, () => Promise<Messages['tour']>>
