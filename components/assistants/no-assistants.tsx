'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useConnection } from '@/components/connection/connection-context'
import { useCurl } from '@/components/connection/use-curl'
import { newAssistantPath } from '@/components/routing/paths'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Permitted } from '@/components/ui/permissions'

/** What stands in place of the first assistant. */
export function NoAssistants() {
  const t = useTranslations('assistants.empty')
  const { api, info } = useConnection()
  const curl = useCurl()
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Permitted to="manage">
          <Link prefetch={false} href={newAssistantPath(api.connection)} className={buttonClass()}>
            {t('action')}
          </Link>
        </Permitted>
      }
      curl={curl('/assistants', {
        model: info.default_model,
        name: 'emperor',
        instructions: '每句话回复前都加上我是秦始皇',
      })}
    />
  )
}
