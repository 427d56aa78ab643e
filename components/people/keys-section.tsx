'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Plus } from '@/components/ui/icons'
import { Skeleton } from '@/components/ui/skeleton'
import { apiKeysQuery } from '@/lib/client/people'
import type { ApiKey, Session } from '@/lib/protocol/people'
import { KeyCard } from './key-card'

const KeyDialog = lateDialog(() => import('./key-dialog').then((file) => file.KeyDialog))
const RevokeDialog = lateDialog(() => import('./revoke-dialog').then((file) => file.RevokeDialog))

/** The keys of the project; of all projects for those who manage them all. */
export function KeysSection({ session }: { readonly session: Session }) {
  const t = useTranslations('people.keys')
  const mayManage = session.scopes.includes('manage')
  const { data: keys, error, refetch } = useQuery({ ...apiKeysQuery(), enabled: mayManage })
  const [isMaking, setMaking] = useState(false)
  const [doomed, setDoomed] = useState<ApiKey>()
  const add = (
    <Button look="primary" aria-haspopup="dialog" onClick={() => setMaking(true)}>
      <Plus size={14} aria-hidden />
      {t('add')}
    </Button>
  )
  return (
    <section aria-labelledby="keys" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="keys" className="text-section">
          {t('title')}
        </h2>
        {keys && keys.length > 0 && add}
      </div>
      <p className="max-w-prose text-muted">{t('intro')}</p>
      {!mayManage && <p className="text-row text-muted">{t('others')}</p>}
      {mayManage && !keys && !error && <Skeleton />}
      {!keys && error && <ErrorState compact error={error} onRetry={() => void refetch()} />}
      {keys?.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} action={add} />}
      {keys && keys.length > 0 && (
        <ul className="flex flex-col gap-3">
          {keys.map((key) => (
            <KeyCard key={key.id} apiKey={key} projects={session.projects} onRevoke={() => setDoomed(key)} />
          ))}
        </ul>
      )}
      {isMaking && (
        <Suspense>
          <KeyDialog session={session} onClose={() => setMaking(false)} />
        </Suspense>
      )}
      {doomed && (
        <Suspense>
          <RevokeDialog apiKey={doomed} onClose={() => setDoomed(undefined)} />
        </Suspense>
      )}
    </section>
  )
}
