// Which variants a matrix has and what became of them, as its address has it.

/** Whom a message goes to. */
export interface Variant {
  /** The id of an assistant; empty while none is chosen. */
  readonly assistant: string
  /** Instead of the assistant's own; empty for that. */
  readonly model: string
}

export const MAX_VARIANTS = 6

export const noVariant: Variant = { assistant: '', model: '' }

/** `asst_1,asst_2~gpt-4o`: the model behind a tilde, where it is not the assistant's own. */
export function variantsOf(text: string): readonly Variant[] {
  if (text === '') return []
  return text
    .split(',')
    .slice(0, MAX_VARIANTS)
    .map((part) => {
      const [assistant = '', model = ''] = part.split('~')
      return { assistant: decoded(assistant), model: decoded(model) }
    })
}

export const variantsText = (variants: readonly Variant[]): string =>
  variants.map(({ assistant, model }) => [assistant, model].filter(Boolean).map(encoded).join('~')).join(',')

/** The ids of runs in the order of the variants; an empty one where none was started. */
export const runsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(',').slice(0, MAX_VARIANTS))

/** As an address has them; nothing where none was started. */
export const runsText = (runs: readonly string[]): string => (runs.some(Boolean) ? runs.join(',') : '')

/** A list that goes with the variants, without what belongs to one of them: that one asks somebody else now. */
export const clearedAt = <T>(list: readonly T[], index: number, nothing: T): readonly T[] =>
  list.map((each, at) => (at === index ? nothing : each))

/** The same where that variant is gone. */
export const withoutAt = <T>(list: readonly T[], index: number): readonly T[] => list.filter((_, at) => at !== index)

const encoded = (text: string) => encodeURIComponent(text).replaceAll('~', '%7E')

/** An address may have been written by anybody. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
