import { useTranslations } from 'next-intl'
import { plainName } from '@/components/names/plain-name'
import type { VectorStore } from '@/lib/protocol/vector-store'

/** How a store is called where it has no name. */
export function useStoreName() {
  const t = useTranslations('stores.name')
  return ({ name }: Pick<VectorStore, 'name'>) => (name?.trim() ? plainName(name) : t('missing'))
}
