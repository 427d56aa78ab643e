import { concepts, functionCharacters, generic, stopWords } from './lexicon'

/** Words that belong to a phrase and mean nothing of their own there. */
const PHRASES = /\b(?:in order to|of course|nice to meet|this time|last time|next time)\b/gi

const conceptOf: ReadonlyMap<string, string> = new Map(
  Object.entries(concepts).flatMap(([concept, words]) => words.map((word) => [word, `#${concept}`] as const)),
)

/**
 * What a text speaks of: English words by their stem, Chinese by pairs of characters, and words that the lexicon
 * knows by their concept, which both languages share.
 */
export function termsOf(text: string): ReadonlySet<string> {
  const spaced = text
    .replaceAll(PHRASES, ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
  const words = spaced.toLowerCase().match(/[a-z]{2,}/g) ?? []
  const stems = words.filter((word) => !stopWords.has(word)).map(stemOf)
  const pairs = (spaced.match(/\p{Script=Han}+/gu) ?? []).flatMap(pairsOf)
  return new Set([...stems, ...pairs].map((term) => conceptOf.get(term) ?? term))
}

export const isGeneric = (term: string) => generic.has(term)

/** What is left of an English word without its ending; `contribute` and `contribution` leave the same. */
export function stemOf(word: string): string {
  const once = cut(word.toLowerCase(), /(?:ions?|ments?|ings?|ies|ed|es|s|ly)$/)
  return cut(once, /[eiy]$/).replace(/([b-df-hj-np-tv-z])\1$/, '$1')
}

const cut = (word: string, ending: RegExp) => {
  const rest = word.replace(ending, '')
  return rest.length >= 3 ? rest : word
}

function pairsOf(run: string): readonly string[] {
  const signs = [...run]
  return signs
    .slice(0, -1)
    .map((sign, index) => [sign, signs[index + 1] ?? ''])
    .filter((pair) => pair.every((sign) => !functionCharacters.has(sign)))
    .map((pair) => pair.join(''))
}
