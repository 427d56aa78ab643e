import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

const catalogues: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import('./catalogue-en')).en,
  'zh-CN': async () => (await import('./catalogue-zh-cn')).zhCN,
}

export const loadMessages = (locale: Locale): Promise<Messages> => catalogues[locale]()
