'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection/connection-context'
import { late, lateDialog } from '@/components/late/late'
import { ListEnd } from '@/components/lists/list-end'
import { ListGrid } from '@/components/lists/list-grid'
import type { ListGridProps } from '@/components/lists/list-grid-props'
import { useList } from '@/components/lists/use-list'
import { plainName } from '@/components/names/plain-name'
import { Button } from '@/components/ui/button'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useCopy } from '@/components/ui/use-copy'
import type { StoredFile } from '@/lib/protocol/file'
import { downloadFile } from './download-file'
import { useFileColumns } from './use-file-columns'

const DeleteFilesDialog = lateDialog(() => import('./file-parts').then((file) => file.DeleteFilesDialog), {
  ahead: true,
})
const SelectionBar = late(() => import('./file-parts').then((file) => file.SelectionBar), { ahead: true })

interface FileListProps extends Pick<ListGridProps<StoredFile>, 'order' | 'onOrder'> {
  readonly files: readonly StoredFile[]
  readonly hasMore: boolean
  readonly busy: boolean
  readonly onMore: () => void
}

/** Files in rows, and what can be done with one or many of them. */
export function FileList({ files, order, onOrder, hasMore, busy, onMore }: FileListProps) {
  const t = useTranslations('files')
  const { selection, onMove, chosen } = useList(files)
  const [deleting, setDeleting] = useState<readonly StoredFile[]>([])
  const columns = useFileColumns()
  const label = t('delete_selected', { count: chosen.length })
  useAction({ id: 'delete-chosen', label, needs: 'run', when: chosen.length > 0, run: () => setDeleting(chosen) })
  return (
    <>
      <ListGrid
        label={t('list')}
        entries={files}
        columns={columns}
        nameOf={({ filename }) => plainName(filename)}
        selection={selection}
        onMove={onMove}
        order={order}
        onOrder={onOrder}
        onRemove={(file) => setDeleting(chosen.length > 0 ? chosen : [file])}
        removeNeeds="run"
        chooseNeeds="run"
        actions={(file) => <FileMenu file={file} onDelete={() => setDeleting([file])} />}
        hasMore={hasMore}
        onNearEnd={onMore}
      />
      <ListEnd count={files.length} hasMore={hasMore} busy={busy} onMore={onMore} />
      {(chosen.length > 0 || deleting.length > 0) && (
        <Suspense>
          {chosen.length > 0 && (
            <SelectionBar count={chosen.length} onClear={() => onMove({ type: 'none' })}>
              <Button needs="run" look="danger" onClick={() => setDeleting(chosen)}>
                {label}
                <ShortcutHint name="list_remove" />
              </Button>
            </SelectionBar>
          )}
          {deleting.length > 0 && (
            <DeleteFilesDialog
              files={deleting}
              onClose={() => setDeleting([])}
              onDeleted={(ids) => onMove({ type: 'forget', ids })}
            />
          )}
        </Suspense>
      )}
    </>
  )
}

function FileMenu({ file, onDelete }: { file: StoredFile; onDelete: () => void }) {
  const t = useTranslations('files')
  const common = useTranslations('common')
  const api = useApi()
  const copy = useCopy()
  return (
    <Menu
      label={common('more_actions_for', { name: plainName(file.filename) })}
      className="text-muted hover:text-ink"
      items={[
        { label: t('download'), onSelect: () => downloadFile(api.files.addressOf(file.id), file.filename) },
        { label: t('copy_id'), onSelect: () => copy(file.id) },
        { label: common('delete'), needs: 'run', danger: true, onSelect: onDelete },
      ]}
    >
      <EllipsisVertical size={16} aria-hidden />
    </Menu>
  )
}
