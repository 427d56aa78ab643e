'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { DeletingNotice } from '@/components/deletes/deleting-notice'
import { late, lateDialog } from '@/components/late/late'
import { BackLink } from '@/components/routing/back-link'
import { vectorStoresPath } from '@/components/routing/paths'
import { useSearchParam } from '@/components/routing/use-search-param'
import { TitleBelow } from '@/components/shell/breadcrumbs'
import { Page } from '@/components/shell/page'
import { PageError } from '@/components/shell/page-error'
import { useTabTitle } from '@/components/shell/use-tab-title'
import { Button } from '@/components/ui/button'
import { GoneNotice } from '@/components/ui/gone-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { Tabs } from '@/components/ui/tabs'
import { vectorStoreQuery } from '@/lib/client/vector-store-queries'
import { isNotFound } from '@/lib/protocol/error'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { NoStoresHere } from './no-stores-here'
import { StateChip } from './state-chip'
import { StoreFacts } from './store-facts'
import { StoreFiles } from './store-files'
import { useStoreName } from './store-name'
import { usePollWhileIndexing } from './use-poll-while-indexing'

const DeleteStoresDialog = lateDialog(() => import('./store-parts').then((file) => file.DeleteStoresDialog), {
  ahead: true,
})
const StoreDialog = lateDialog(() => import('./store-parts').then((file) => file.StoreDialog), { ahead: true })
const StoreSearch = late(() => import('./store-search').then((file) => file.StoreSearch))

/** One vector store: its files, and what searches find in it. */
export function VectorStorePage({ id }: { id: string }) {
  const { capabilities } = useConnection().info
  return capabilities.vector_stores ? <Store id={id} /> : <NoStoresHere />
}

function Store({ id }: { id: string }) {
  const t = useTranslations('stores')
  const api = useApi()
  const { data: store, error, refetch } = useQuery({ ...vectorStoreQuery(api, id), ...usePollWhileIndexing() })
  const nameOf = useStoreName()
  useTabTitle(store && nameOf(store))
  const back = { href: vectorStoresPath(api.connection), label: t('title') }
  if (store) {
    return (
      <>
        <DeletingNotice what="vector_store" id={id} />
        {isNotFound(error) && <GoneNotice what="vector_store" back={back} />}
        <Shown store={store} isGone={isNotFound(error)} />
      </>
    )
  }
  if (error) {
    return (
      <div className="mx-auto w-full max-w-page px-4 wide:px-10">
        <PageError error={error} onRetry={() => void refetch()} back={<BackLink {...back} />} />
      </div>
    )
  }
  return (
    <Page title={t('title')}>
      <Skeleton />
    </Page>
  )
}

function Shown({ store, isGone }: { store: VectorStore; isGone: boolean }) {
  const t = useTranslations('stores')
  const { connection } = useApi()
  const nameOf = useStoreName()
  const [view, setView] = useSearchParam('view')
  const selected = view === 'search' ? 'search' : 'files'
  return (
    <Page
      wide
      title={
        <TitleBelow trail={[{ href: vectorStoresPath(connection), label: t('title') }]}>
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span dir="auto">{nameOf(store)}</span>
            <StateChip state={store.status} />
          </span>
        </TitleBelow>
      }
      actions={!isGone && <StoreActions store={store} />}
    >
      <StoreFacts store={store} />
      {store.status === 'expired' && <p className="max-w-prose text-row text-muted">{t('expired_text')}</p>}
      <Tabs
        label={t('views')}
        selected={selected}
        onSelect={(name) => setView(name === 'files' ? '' : name)}
        tabs={[
          { name: 'files', label: t('view.files', { count: store.file_counts.total }) },
          { name: 'search', label: t('view.search') },
        ]}
      >
        {selected === 'files' ? (
          <StoreFiles store={store} isGone={isGone} />
        ) : (
          <Suspense fallback={<Skeleton rows={4} />}>
            <StoreSearch store={store} />
          </Suspense>
        )}
      </Tabs>
    </Page>
  )
}

function StoreActions({ store }: { store: VectorStore }) {
  const t = useTranslations('stores')
  const common = useTranslations('common')
  const { connection } = useApi()
  const router = useRouter()
  const [open, setOpen] = useState<'edit' | 'delete'>()
  useAction({ id: 'edit-store', label: t('edit'), needs: 'run', run: () => setOpen('edit') })
  useAction({ id: 'delete-store', label: common('delete'), needs: 'run', run: () => setOpen('delete') })
  return (
    <>
      <Button needs="run" aria-haspopup="dialog" onClick={() => setOpen('edit')}>
        {t('edit')}
      </Button>
      <Button needs="run" look="danger" aria-haspopup="dialog" onClick={() => setOpen('delete')}>
        {common('delete')}
      </Button>
      <Suspense>
        {open === 'edit' && <StoreDialog store={store} onClose={() => setOpen(undefined)} />}
        {open === 'delete' && (
          <DeleteStoresDialog
            stores={[store]}
            onClose={() => setOpen(undefined)}
            onDeleted={() => router.push(vectorStoresPath(connection))}
          />
        )}
      </Suspense>
    </>
  )
}
