import { useTranslations } from 'next-intl'
import { listed } from './listed'

/**
 * Names as the reader's language writes them: in a row, `a, b, c`, or within a sentence, `a, b, and c`. The texts are
 * those of `Intl.ListFormat`, which takes a new page 35 ms to make.
 */
export function useListed(where: 'row' | 'sentence' = 'row') {
  const t = useTranslations('common.list')
  const join = (key: 'row' | 'two' | 'last') => (before: string, after: string) => t(key, { before, after })
  return (names: readonly string[]): string =>
    listed(names, where, { row: join('row'), two: join('two'), last: join('last') })
}
