import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

/** The words of responders: pages where nobody looks at rules do without them. */
export const responderTexts = {
  en: async () => ({ responders: (await import('@/messages/en/responders.json')).default }),
  'zh-CN': async () => ({ responders: (await import('@/messages/zh-CN/responders.json')).default }),
} as const satisfies Record<Locale, () => Promise<Pick<Messages, 'responders'>>>
