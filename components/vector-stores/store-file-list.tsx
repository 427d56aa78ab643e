'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection/connection-context'
import { late, lateDialog } from '@/components/late/late'
import { ListEnd } from '@/components/lists/list-end'
import { ListGrid } from '@/components/lists/list-grid'
import { useList } from '@/components/lists/use-list'
import { plainName } from '@/components/names/plain-name'
import { Button } from '@/components/ui/button'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { fileQuery } from '@/lib/client/queries'
import { filePath } from '@/components/routing/paths'
import type { VectorStoreFile } from '@/lib/protocol/vector-store'
import { useStoreFileColumns } from './use-store-file-columns'

const SelectionBar = late(() => import('./store-parts').then((file) => file.SelectionBar), { ahead: true })
const RemoveFilesDialog = lateDialog(() => import('./store-parts').then((file) => file.RemoveFilesDialog), {
  ahead: true,
})

interface StoreFileListProps {
  readonly store: string
  readonly files: readonly VectorStoreFile[]
  readonly hasMore: boolean
  readonly busy: boolean
  readonly onMore: () => void
  /** Shows what is known of one. */
  readonly onOpen: (id: string) => void
}

/** The files of a store in rows, and what can be done with one or many of them. */
export function StoreFileList({ store, files, hasMore, busy, onMore, onOpen }: StoreFileListProps) {
  const t = useTranslations('stores.files')
  const api = useApi()
  const client = useQueryClient()
  const { selection, onMove, chosen } = useList(files)
  const [removing, setRemoving] = useState<readonly VectorStoreFile[]>([])
  const nameOf = ({ id }: Pick<VectorStoreFile, 'id'>) =>
    plainName(client.getQueryData(fileQuery(api, id).queryKey)?.filename ?? id)
  const label = t('remove_selected', { count: chosen.length })
  useAction({ id: 'remove-chosen', label, needs: 'run', when: chosen.length > 0, run: () => setRemoving(chosen) })
  return (
    <>
      <ListGrid
        label={t('label')}
        entries={files}
        columns={useStoreFileColumns()}
        nameOf={nameOf}
        selection={selection}
        onMove={onMove}
        onRemove={(file) => setRemoving(chosen.length > 0 ? chosen : [file])}
        removeNeeds="run"
        chooseNeeds="run"
        actions={(file) => (
          <FileMenu
            id={file.id}
            name={nameOf(file)}
            onOpen={() => onOpen(file.id)}
            onRemove={() => setRemoving([file])}
          />
        )}
        hasMore={hasMore}
        onNearEnd={onMore}
      />
      <ListEnd count={files.length} hasMore={hasMore} busy={busy} onMore={onMore} />
      <Suspense>
        {chosen.length > 0 && (
          <SelectionBar count={chosen.length} onClear={() => onMove({ type: 'none' })}>
            <Button needs="run" look="danger" onClick={() => setRemoving(chosen)}>
              {label}
              <ShortcutHint name="list_remove" />
            </Button>
          </SelectionBar>
        )}
        {removing.length > 0 && (
          <RemoveFilesDialog
            store={store}
            ids={removing.map(({ id }) => id)}
            nameOf={(id) => nameOf({ id })}
            onClose={() => setRemoving([])}
            onRemoved={(ids) => onMove({ type: 'forget', ids })}
          />
        )}
      </Suspense>
    </>
  )
}

interface FileMenuProps {
  readonly id: string
  readonly name: string
  readonly onOpen: () => void
  readonly onRemove: () => void
}

function FileMenu({ id, name, onOpen, onRemove }: FileMenuProps) {
  const t = useTranslations('stores.files')
  const common = useTranslations('common')
  const { connection } = useApi()
  return (
    <Menu
      label={common('more_actions_for', { name })}
      className="text-muted hover:text-ink"
      items={[
        { label: t('open'), onSelect: onOpen },
        { label: t('go_to_file'), href: filePath(connection, id) },
        { label: t('remove'), needs: 'run', danger: true, onSelect: onRemove },
      ]}
    >
      <EllipsisVertical size={16} aria-hidden />
    </Menu>
  )
}
