/** The two languages that the scripted model writes. */
export type Language = 'en' | 'zh'

const HAN = /\p{Script=Han}/gu
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const WORD = /[\p{L}\p{M}]+/gu

/** The language of the first text that has one: Chinese when it has as many Han characters as other words. */
export function languageOf(...texts: readonly string[]): Language {
  for (const text of texts) {
    if (KANA.test(text)) return 'en'
    const han = text.match(HAN)?.length ?? 0
    const words = text.replaceAll(HAN, ' ').match(WORD)?.length ?? 0
    if (han + words > 0) return han >= words ? 'zh' : 'en'
  }
  return 'en'
}
