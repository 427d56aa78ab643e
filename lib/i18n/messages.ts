import type { en } from './catalogue-en'
import type { Locale } from './locale'

/** All texts by namespace. A language that lacks one does not compile. */
export type Messages = typeof en

const catalogues: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import('./catalogue-en')).en,
  'zh-CN': async () => (await import('./catalogue-zh-cn')).zhCN,
}

export const loadMessages = (locale: Locale): Promise<Messages> => catalogues[locale]()
