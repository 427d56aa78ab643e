// Where GFM reads markup into text that was not meant so: HTML, single tildes, formulas, Chinese and Japanese.
import { Tokenizer, type Tokens } from 'marked'
import type { BoundedLexer } from './bounded-lexer'

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef“”‘’…—]/u
const CJK_PUNCTUATION = /[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—]/u
/** Emphasis that holds no other emphasis. It stops at the next asterisk, so that reading stays linear. */
const FLAT_EMPHASIS = /^(\*\*?)(?![\s*])((?:\\[^\n]|`[^`\n]*`|[^*\n\\`])*[^\s*\\])\1(?!\*)/u
export class WrittenTextTokenizer extends Tokenizer {
  declare lexer: BoundedLexer

  override html() {
    return undefined
  }
  override tag() {
    return undefined
  }
  /** `3~5` is a range: only two tildes strike out. */
  override del(...[source, masked, before]: Parameters<Tokenizer['del']>) {
    return source.startsWith('~~') ? super.del(source, masked, before) : undefined
  }
  /** An address without brackets ends before the punctuation of a Chinese or Japanese sentence. */
  override url(source: string) {
    const link = super.url(source)
    const end = link?.raw.search(CJK_PUNCTUATION) ?? -1
    return end < 0 ? link : super.url(source.slice(0, end))
  }
  /** CommonMark asks for spaces around `**“…”**`, which these languages do not write. */
  override emStrong(...[source, masked, before = '']: Parameters<Tokenizer['emStrong']>) {
    return this.emphasisBesideCjk(source, before) ?? super.emStrong(source, masked, before)
  }

  /** Text ends where a formula may begin. */
  override inlineText(source: string) {
    const { start, find } = this.lexer.placeOf(source)
    const next = find('$', start + 1)
    return super.inlineText(next < 0 ? source : source.slice(0, next - start))
  }

  private emphasisBesideCjk(source: string, before: string): Tokens.Strong | Tokens.Em | undefined {
    const [raw, mark, text] = FLAT_EMPHASIS.exec(source) ?? []
    if (raw === undefined || mark === undefined || text === undefined) return undefined
    if (!CJK.test([before, text.at(0), text.at(-1), source.charAt(raw.length)].join(''))) return undefined
    return { type: mark === '**' ? 'strong' : 'em', raw, text, tokens: this.lexer.inlineTokens(text) }
  }
}
