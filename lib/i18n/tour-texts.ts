import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

/** The words of the tour: only who takes it loads them. */
export const tourTexts = {
  en: async () => ({ tour: (await import('@/messages/en/tour.json')).default }),
  'zh-CN': async () => ({ tour: (await import('@/messages/zh-CN/tour.json')).default }),
} as const satisfies Record<Locale, () => Promise<Pick<Messages, 'tour'>>>
