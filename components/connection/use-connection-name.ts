'use client'

import { useTranslations } from 'next-intl'
import type { ConnectionInfo } from '@/lib/protocol/connection'

/** What a connection is called: the built-in one in the reader's language. */
export function useConnectionName() {
  const t = useTranslations('shell')
  return ({ id, name, kind }: Pick<ConnectionInfo, 'id' | 'name' | 'kind'>) =>
    kind === 'embedded' ? t('embedded') : (name ?? id)
}
