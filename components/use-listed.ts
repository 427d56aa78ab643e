import { useFormatter } from 'next-intl'

/** Names in a row, as the reader's language writes them: `a, b, c` and `a、b、c`. */
export function useListed() {
  const format = useFormatter()
  return (names: readonly string[]): string => format.list(names, { type: 'conjunction', style: 'narrow' })
}
