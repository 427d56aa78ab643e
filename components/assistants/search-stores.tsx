'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Suspense, useState } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { lateDialog } from '@/components/late/late'
import { useEntries } from '@/components/lists/use-entries'
import { vectorStorePath } from '@/components/routing/paths'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { Select } from '@/components/ui/select'
import { chooseFiles } from '@/components/uploads/choose-files'
import { FileCounts } from '@/components/vector-stores/file-counts'
import { StateChip } from '@/components/vector-stores/state-chip'
import { useStoreName } from '@/components/vector-stores/store-name'
import { usePollWhileIndexing } from '@/components/vector-stores/use-poll-while-indexing'
import { addStoreFilesMutation, saveStoreMutation } from '@/lib/client/vector-store-mutations'
import { vectorStoreQuery, vectorStoresQuery } from '@/lib/client/vector-store-queries'
import { isNotFound } from '@/lib/protocol/error'
import { ResourceList } from './resource-list'
import { useTakenUploads } from './use-taken-uploads'

const ChooseStored = lateDialog(() => import('@/components/uploads/choose-stored').then((file) => file.ChooseStored))

/** A store is made with no more. */
const MAX_FILES = 500

interface SearchStoresProps {
  readonly ids: readonly string[]
  /** Of the assistant: a store that is made here is called like it. */
  readonly name: string
  readonly onChange: (ids: readonly string[]) => void
}

/** The vector store that the file search looks through: one that is there, or a new one of files. */
export function SearchStores({ ids, name, onChange }: SearchStoresProps) {
  const t = useTranslations('assistants.form.tool')
  const { vector_stores: hasStores } = useConnection().info.capabilities
  const [isChoosing, setChoosing] = useState(false)
  const { isBusy, take } = useStoreFiles({ ids, name, onChange })
  const taken = useTakenUploads(`store files:${usePathname()}`, take)
  return (
    <div className="flex min-w-0 flex-col gap-2 pl-6.5">
      {ids.length === 0 && <p className="text-meta text-muted">{t('no_store')}</p>}
      <ResourceList
        label={t('stores')}
        ids={ids}
        lineOf={(id) => <Store id={id} onRemove={() => onChange(ids.filter((each) => each !== id))} />}
        taken={taken}
      />
      {hasStores && (
        <div className="flex flex-wrap items-center gap-2">
          {ids.length === 0 && <StoreChoice onChoose={(id) => onChange([id])} />}
          <Button
            busy={isBusy}
            onClick={() => chooseFiles((files) => taken.upload({ files, purposeOf: () => 'assistants' }))}
          >
            {t('upload')}
          </Button>
          <Button aria-haspopup="dialog" busy={isBusy} onClick={() => setChoosing(true)}>
            {t('choose')}
          </Button>
        </div>
      )}
      {isChoosing && (
        <Suspense>
          <ChooseStored
            chosen={[]}
            most={MAX_FILES}
            onChoose={(chosen) => (setChoosing(false), take(chosen))}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

/** Puts files into the store, or into a new one where there is none. */
function useStoreFiles({ ids: [store], name, onChange }: SearchStoresProps) {
  const t = useTranslations('assistants.form.tool')
  const api = useApi()
  const client = useQueryClient()
  const add = useMutation(addStoreFilesMutation(api, client))
  const create = useMutation({ ...saveStoreMutation(api, client), meta: {} })
  function take(fileIds: readonly string[]) {
    if (fileIds.length === 0) return
    if (store !== undefined) add.mutate({ store, fileIds, chunking: undefined })
    else {
      create.mutate(
        { id: undefined, body: { name: name.trim() || t('new_store'), file_ids: [...fileIds] } },
        { onSuccess: ({ id }) => onChange([id]) },
      )
    }
  }
  return { isBusy: add.isPending || create.isPending, take }
}

function StoreChoice({ onChoose }: { onChoose: (id: string) => void }) {
  const t = useTranslations('assistants.form.tool')
  const nameOf = useStoreName()
  const { data } = useInfiniteQuery(vectorStoresQuery(useApi()))
  const stores = useEntries(data).filter(({ status }) => status !== 'expired')
  if (stores.length === 0) return null
  return (
    <Select aria-label={t('stores')} value="" className="max-w-56" onChange={({ target }) => onChoose(target.value)}>
      <option value="" disabled>
        {t('choose_store')}
      </option>
      {stores.map((store) => (
        <option key={store.id} value={store.id}>
          {nameOf(store)}
        </option>
      ))}
    </Select>
  )
}

function Store({ id, onRemove }: { id: string; onRemove: () => void }) {
  const t = useTranslations('assistants.form.tool')
  const api = useApi()
  const nameOf = useStoreName()
  const { data: store, error } = useQuery({ ...vectorStoreQuery(api, id), ...usePollWhileIndexing(), retry: false })
  const name = store ? nameOf(store) : id
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 pr-1 pl-3 text-row">
      <Link
        prefetch={false}
        href={vectorStorePath(api.connection, id)}
        dir="auto"
        className={`min-w-0 truncate hover:underline ${store ? '' : 'font-mono text-meta text-muted'}`}
      >
        {name}
      </Link>
      {store && (
        <>
          <StateChip state={store.status} />
          <span className="text-meta text-muted">
            <FileCounts counts={store.file_counts} />
          </span>
        </>
      )}
      {isNotFound(error) && (
        <span data-status="failed" className="text-meta text-tone">
          {t('file_gone')}
        </span>
      )}
      <IconButton label={t('remove', { name })} icon={<X size={14} />} className="ml-auto size-7" onClick={onRemove} />
    </li>
  )
}
