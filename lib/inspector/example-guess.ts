// Plain values by what they are called. An answer made of them reads like one: "time: 08:15", not "time: example".

/** Values in the reader's language. */
export interface ExampleWords {
  readonly weather: string
  readonly person: string
  readonly title: string
  readonly city: string
  readonly done: string
}

const guesses: readonly { readonly of: RegExp; readonly value: number | string | keyof ExampleWords }[] = [
  { of: /^(?:total|price|cost|amount|sum|balance|fee|tax|value|contribution)$/, value: 128.5 },
  { of: /^(?:count|number|quantity|stock|items|days|minutes|hours)$/, value: 3 },
  { of: /^(?:rate|score|share|percent|probability)$/, value: 0.87 },
  { of: /^(?:temperature|degrees)$/, value: 18 },
  { of: /^(?:distance|length|size|weight)$/, value: 12.5 },
  { of: /^time$/, value: '08:15' },
  { of: /^(?:date|day|birthday)$/, value: '2026-12-01' },
  { of: /^(?:date-time|datetime|timestamp|at|start|end|begin|until)$/, value: '2026-12-01T08:15:00+08:00' },
  { of: /^e?mail$/, value: 'li.wei@example.com' },
  { of: /^(?:uri|url|link|website)$/, value: 'https://example.com/1042' },
  { of: /^(?:id|code|ticket|order|key)$/, value: 'A-1042' },
  { of: /^currency$/, value: 'CNY' },
  { of: /^(?:weather|forecast|conditions?|sky)$/, value: 'weather' },
  { of: /^(?:name|customer|user|author|person)$/, value: 'person' },
  { of: /^(?:title|subject|headline)$/, value: 'title' },
  { of: /^(?:city|place|location|town)$/, value: 'city' },
]

export const isKnownWord = (word: string) => guesses.some(({ of }) => of.test(word))

/** A value for what is called by a word, in small letters. */
export function guessOf(word: string, words: ExampleWords): number | string {
  const value = guesses.find(({ of }) => of.test(word))?.value ?? 'done'
  return typeof value === 'string' && isWord(value, words) ? words[value] : value
}

const isWord = (value: string, words: ExampleWords): value is keyof ExampleWords => Object.hasOwn(words, value)

/** The last word of a name in any of the usual spellings, in small letters. */
export const lastWordOf = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
    .filter(Boolean)
    .at(-1)
    ?.toLowerCase() ?? ''
