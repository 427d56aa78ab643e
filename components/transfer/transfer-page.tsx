'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useConnection, useOwnConnection } from '@/components/connection/connection-context'
import { capsulePath } from '@/components/routing/paths'
import { useSearchParam } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { NotPermitted } from '@/components/ui/not-permitted'
import { Permitted } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { transferQuery, transfersQuery } from '@/lib/client/transfers'
import { ChooseSource } from './choose-source'
import { MoveOut } from './move-out'
import { TransferView } from './transfer-view'
import { TransferList } from './transfer-list'

/** Moving in, in three steps, and out. Which transfer is looked at stands in the address. */
export function TransferPage() {
  const t = useTranslations('transfer')
  const [id, setId] = useSearchParam('transfer')
  const all = useQuery(transfersQuery())
  // Into this connection everything is moved: no other keeps objects here.
  const own = useOwnConnection()
  return (
    <Page title={t('title')}>
      <p className="max-w-prose text-prose text-muted">{t('lead')}</p>
      {id === '' ? (
        <Permitted to="manage" otherwise={<NotPermitted />}>
          <ChooseSource to={own} onRead={(transfer) => setId(transfer.id)} />
        </Permitted>
      ) : (
        <One key={id} id={id} onLeave={() => setId('')} />
      )}
      <section className="flex flex-col gap-2">
        <h2 className="text-section">{t('before')}</h2>
        {all.isPending && <Skeleton rows={2} />}
        {all.isError && <ErrorState compact error={all.error} onRetry={() => void all.refetch()} />}
        {all.data && <TransferList transfers={all.data} selected={id} onSelect={setId} />}
      </section>
      <MoveOut connection={own} />
      <p className="text-row">
        <Link prefetch={false} href={capsulePath} className="underline decoration-control underline-offset-2">
          {t('shared')}
        </Link>
      </p>
    </Page>
  )
}

function One({ id, onLeave }: { id: string; onLeave: () => void }) {
  const query = useQuery(transferQuery(id))
  const { info } = useConnection()
  if (query.isPending) return <Skeleton />
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <TransferView transfer={query.data} connection={info.id} stepsBefore={1} onLeave={onLeave} />
}
