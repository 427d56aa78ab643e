import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

const catalogues: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import('./catalogue-en')).en,
  'zh-CN': async () => (await import('./catalogue-zh-cn')).zhCN,
}

export const loadMessages = (locale: Locale): Promise<Messages> => catalogues[locale]()

/** The words of findings come with the findings: see `findingTexts`. */
export function withoutFindings<T extends Partial<Messages>>(messages: T) {
  const { findings: _findings, ...others } = messages
  return others
}

/** What every page has: the pages about the server itself bring their texts along. */
export function withoutSettings<T extends Partial<Messages>>(messages: T) {
  const { connections: _connections, models: _models, transfer: _transfer, ...shared } = withoutFindings(messages)
  return shared
}
