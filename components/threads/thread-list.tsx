'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useCallback, useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { late, lateDialog } from '@/components/late/late'
import type { Column } from '@/components/lists/column'
import { ListEnd } from '@/components/lists/list-end'
import { ListGrid } from '@/components/lists/list-grid'
import type { ListGridProps } from '@/components/lists/list-grid-props'
import { useList } from '@/components/lists/use-list'
import { useThreadName } from '@/components/names/use-thread-name'
import { Button } from '@/components/ui/button'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useCopy } from '@/components/ui/use-copy'
import type { ThreadSummary } from '@/lib/protocol/playground'

// Dialogs are loaded when they are first asked for.
const RenameThread = lateDialog(() => import('./thread-parts').then((file) => file.RenameThread), { ahead: true })
const DeleteThreadsDialog = lateDialog(() => import('./thread-parts').then((file) => file.DeleteThreadsDialog), {
  ahead: true,
})

const ExportThreads = late(() => import('./thread-parts').then((file) => file.ExportThreads))
const SelectionBar = late(() => import('./thread-parts').then((file) => file.SelectionBar), {
  ahead: true,
})

const LabelsDialog = lateDialog(() => import('./thread-parts').then((file) => file.LabelsDialog), {
  ahead: true,
})

interface ThreadListProps extends Pick<ListGridProps<ThreadSummary>, 'order' | 'onOrder'> {
  readonly threads: readonly ThreadSummary[]
  readonly columns: readonly Column<ThreadSummary>[]
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onMore: () => unknown
}

/** Threads in rows, and what can be done with one or many of them. */
export function ThreadList({ threads, columns, order, onOrder, hasMore, isLoadingMore, onMore }: ThreadListProps) {
  const t = useTranslations('threads')
  const nameOf = useThreadName()
  const { selection, onMove, chosen } = useList(threads)
  const [renaming, setRenaming] = useState<ThreadSummary | null>(null)
  const [deleting, setDeleting] = useState<readonly ThreadSummary[]>([])
  const [labelling, setLabelling] = useState<readonly ThreadSummary[]>([])
  const latest = (thread: ThreadSummary) => threads.find(({ id }) => id === thread.id) ?? thread
  const askMore = useCallback(() => void onMore(), [onMore])
  const label = t('delete_selected', { count: chosen.length })
  useAction({ id: 'delete-chosen', label, needs: 'run', when: chosen.length > 0, run: () => setDeleting(chosen) })

  return (
    <>
      <ListGrid
        label={t('list')}
        entries={threads}
        columns={columns}
        nameOf={nameOf}
        selection={selection}
        onMove={onMove}
        onRemove={(thread) => setDeleting(chosen.length > 0 ? chosen : [thread])}
        removeNeeds="run"
        order={order}
        onOrder={onOrder}
        actions={(thread) => (
          <ThreadMenu thread={thread} onRename={setRenaming} onLabel={setLabelling} onDelete={setDeleting} />
        )}
        hasMore={hasMore}
        onNearEnd={askMore}
      />
      <ListEnd count={threads.length} hasMore={hasMore} busy={isLoadingMore} onMore={askMore} />
      {(chosen.length > 0 || labelling.length > 0 || renaming || deleting.length > 0) && (
        <Suspense>
          {chosen.length > 0 && (
            <SelectionBar count={chosen.length} onClear={() => onMove({ type: 'none' })}>
              <LabelChosen onPress={() => setLabelling(chosen)} />
              <ExportThreads threads={chosen} />
              <Button needs="run" look="danger" onClick={() => setDeleting(chosen)}>
                {label}
                <ShortcutHint name="list_remove" />
              </Button>
            </SelectionBar>
          )}
          {labelling.length > 0 && <LabelsDialog kind="thread" objects={labelling} onClose={() => setLabelling([])} />}
          {renaming && <RenameThread thread={latest(renaming)} onClose={() => setRenaming(null)} />}
          {deleting.length > 0 && (
            <DeleteThreadsDialog
              threads={deleting}
              onClose={() => setDeleting([])}
              onDeleted={(ids) => onMove({ type: 'forget', ids })}
            />
          )}
        </Suspense>
      )}
    </>
  )
}

function LabelChosen({ onPress }: { onPress: () => void }) {
  const t = useTranslations('lists.labels')
  return (
    <Button needs="run" onClick={onPress}>
      {t('edit')}
    </Button>
  )
}

interface ThreadMenuProps {
  readonly thread: ThreadSummary
  readonly onRename: (thread: ThreadSummary) => void
  readonly onLabel: (threads: readonly ThreadSummary[]) => void
  readonly onDelete: (threads: readonly ThreadSummary[]) => void
}

function ThreadMenu({ thread, onRename, onLabel, onDelete }: ThreadMenuProps) {
  const lists = useTranslations('lists')
  const t = useTranslations('threads')
  const common = useTranslations('common')
  const name = useThreadName()(thread)
  const copy = useCopy()
  return (
    <Menu
      label={common('more_actions_for', { name })}
      className="text-muted hover:text-ink"
      items={[
        { label: common('rename'), needs: 'run', onSelect: () => onRename(thread) },
        { label: lists('labels.edit'), needs: 'run', onSelect: () => onLabel([thread]) },
        { label: t('copy_id'), onSelect: () => copy(thread.id) },
        { label: common('delete'), needs: 'run', danger: true, onSelect: () => onDelete([thread]) },
      ]}
    >
      <EllipsisVertical size={16} aria-hidden />
    </Menu>
  )
}
