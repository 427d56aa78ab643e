import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

/** The words of sharing: they come with the dialog, which few visits open. */
export const capsuleTexts = {
  en: async () => ({ capsule: (await import('@/messages/en/capsule.json')).default }),
  'zh-CN': async () => ({ capsule: (await import('@/messages/zh-CN/capsule.json')).default }),
} as const satisfies Record<Locale, () => Promise<Pick<Messages, 'capsule'>>>
