import { useFormatter } from 'next-intl'

/** Names as the reader's language writes them: in a row, `a, b, c`, or within a sentence, `a, b, and c`. */
export function useListed(where: 'row' | 'sentence' = 'row') {
  const format = useFormatter()
  const style = where === 'row' ? 'narrow' : 'long'
  return (names: readonly string[]): string => format.list(names, { type: 'conjunction', style })
}
