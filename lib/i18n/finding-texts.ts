import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

/** The words of findings: pages that have none do without them. */
export const findingTexts = {
  en: async () => ({ findings: (await import('@/messages/en/findings.json')).default }),
  'zh-CN': async () => ({ findings: (await import('@/messages/zh-CN/findings.json')).default }),
} as const satisfies Record<Locale, () => Promise<Pick<Messages, 'findings'>>>
