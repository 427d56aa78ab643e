'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection/connection-context'
import { late, lateDialog } from '@/components/late/late'
import { useEntries } from '@/components/lists/use-entries'
import { useSearchParam } from '@/components/routing/use-search-param'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useMay } from '@/components/ui/permissions'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { chooseFiles } from '@/components/uploads/choose-files'
import { DropSign } from '@/components/uploads/drop-sign'
import { Upload } from '@/components/uploads/icons'
import { useDrop } from '@/components/uploads/use-drop'
import { storeFilesQuery } from '@/lib/client/vector-store-queries'
import type { StoreFileState, VectorStore } from '@/lib/protocol/vector-store'
import { ChunkingOptions } from './chunking-options'
import { StoreFileList } from './store-file-list'
import { usePollWhileIndexing } from './use-poll-while-indexing'
import { useStoreAdditions, type StoreAdditions } from './use-store-additions'

const UploadList = late(() => import('@/components/files/upload-list').then((file) => file.UploadList), { ahead: true })
const ChooseStored = lateDialog(() => import('@/components/uploads/choose-stored').then((file) => file.ChooseStored))
const StoreFileDialog = lateDialog(() => import('./store-file-dialog').then((file) => file.StoreFileDialog))

const states = ['in_progress', 'completed', 'failed', 'cancelled'] as const satisfies readonly StoreFileState[]

/** The files of a store, their states, and how others are added. */
export function StoreFiles({ store, isGone }: { store: VectorStore; isGone: boolean }) {
  const t = useTranslations('stores.files')
  const [asked, setState] = useSearchParam('state')
  const [opened, setOpened] = useSearchParam('file')
  const state = states.find((each) => each === asked) ?? ''
  const query = useInfiniteQuery({ ...storeFilesQuery(useApi(), store.id, state), ...usePollWhileIndexing() })
  const files = useEntries(query.data)
  const canAdd = useMay()('run') && !isGone && store.status !== 'expired'
  const additions = useStoreAdditions(store.id)
  const isOver = useDrop(additions.begin, canAdd)
  const more = () => void query.fetchNextPage()
  const empty = query.isSuccess && files.length === 0
  return (
    <div className="flex flex-col gap-4">
      {isOver && <DropSign>{t('drop')}</DropSign>}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <StateSelect value={state} onChange={setState} />
        {canAdd && <Adding {...additions} />}
      </div>
      {additions.uploads.length > 0 && (
        <Suspense>
          <UploadList {...additions} />
        </Suspense>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && files.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && additions.uploads.length === 0 && (
        <p className="max-w-prose py-6 text-prose text-muted">{t(state ? 'none_in_state' : 'empty')}</p>
      )}
      {files.length > 0 && (
        <StoreFileList
          store={store.id}
          files={files}
          hasMore={query.hasNextPage}
          busy={query.isFetchingNextPage}
          onMore={more}
          onOpen={setOpened}
        />
      )}
      {files.length > 0 && query.isFetchNextPageError && <ErrorState error={query.error} onRetry={more} compact />}
      {opened && (
        <Suspense>
          <StoreFileDialog store={store.id} id={opened} onClose={() => setOpened('', 'replace')} />
        </Suspense>
      )}
    </div>
  )
}

function StateSelect({ value, onChange }: { value: string; onChange: (state: string) => void }) {
  const t = useTranslations('stores')
  return (
    <Select aria-label={t('column.state')} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{t('files.any_state')}</option>
      {states.map((state) => (
        <option key={state} value={state}>
          {t(`state.${state}`)}
        </option>
      ))}
    </Select>
  )
}

/** More than anybody chooses by hand. */
const MAX_CHOSEN = 500

function Adding({ begin, add, chunking, setChunking }: StoreAdditions) {
  const t = useTranslations('stores.files')
  const [isChoosing, setChoosing] = useState(false)
  const upload = () => chooseFiles(begin)
  useAction({ id: 'upload', label: t('upload'), run: upload })
  useAction({ id: 'choose-files', label: t('choose'), run: () => setChoosing(true) })
  return (
    <div className="ml-auto flex flex-wrap items-center gap-2">
      <ChunkingOptions chunking={chunking} setChunking={setChunking} />
      <Button aria-haspopup="dialog" onClick={() => setChoosing(true)}>
        {t('choose')}
      </Button>
      <Button look="primary" onClick={upload}>
        <Upload size={14} aria-hidden />
        {t('upload')}
      </Button>
      {isChoosing && (
        <Suspense>
          <ChooseStored
            chosen={[]}
            most={MAX_CHOSEN}
            onChoose={(ids) => (setChoosing(false), void add(ids))}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
