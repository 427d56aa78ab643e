'use client'

import { useTranslations } from 'next-intl'
import type { ConnectionInfo } from '@/lib/protocol/playground'

/** What a connection is called. */
export function useConnectionName() {
  const t = useTranslations('shell')
  return ({ id, kind }: Pick<ConnectionInfo, 'id' | 'kind'>) => (kind === 'embedded' ? t('embedded') : id)
}
