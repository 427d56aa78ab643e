'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { late, lateDialog } from '@/components/late/late'
import { ListEnd } from '@/components/lists/list-end'
import { ListGrid } from '@/components/lists/list-grid'
import type { ListGridProps } from '@/components/lists/list-grid-props'
import { useList } from '@/components/lists/use-list'
import { Button } from '@/components/ui/button'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useCopy } from '@/components/ui/use-copy'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { useStoreName } from './store-name'
import { useStoreColumns } from './use-store-columns'

const DeleteStoresDialog = lateDialog(() => import('./store-parts').then((file) => file.DeleteStoresDialog), {
  ahead: true,
})
const StoreDialog = lateDialog(() => import('./store-parts').then((file) => file.StoreDialog), { ahead: true })
const SelectionBar = late(() => import('./store-parts').then((file) => file.SelectionBar), { ahead: true })

interface StoreListProps extends Pick<ListGridProps<VectorStore>, 'order' | 'onOrder'> {
  readonly stores: readonly VectorStore[]
  readonly hasMore: boolean
  readonly busy: boolean
  readonly onMore: () => void
}

/** Vector stores in rows, and what can be done with one or many of them. */
export function StoreList({ stores, order, onOrder, hasMore, busy, onMore }: StoreListProps) {
  const t = useTranslations('stores')
  const { selection, onMove, chosen } = useList(stores)
  const [deleting, setDeleting] = useState<readonly VectorStore[]>([])
  const [editing, setEditing] = useState<VectorStore>()
  const columns = useStoreColumns()
  const nameOf = useStoreName()
  const label = t('delete_selected', { count: chosen.length })
  useAction({ id: 'delete-chosen', label, needs: 'run', when: chosen.length > 0, run: () => setDeleting(chosen) })
  return (
    <>
      <ListGrid
        label={t('title')}
        entries={stores}
        columns={columns}
        nameOf={nameOf}
        selection={selection}
        onMove={onMove}
        order={order}
        onOrder={onOrder}
        onRemove={(store) => setDeleting(chosen.length > 0 ? chosen : [store])}
        removeNeeds="run"
        chooseNeeds="run"
        actions={(store) => (
          <StoreMenu store={store} onEdit={() => setEditing(store)} onDelete={() => setDeleting([store])} />
        )}
        hasMore={hasMore}
        onNearEnd={onMore}
      />
      <ListEnd count={stores.length} hasMore={hasMore} busy={busy} onMore={onMore} />
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
          <DeleteStoresDialog
            stores={deleting}
            onClose={() => setDeleting([])}
            onDeleted={(ids) => onMove({ type: 'forget', ids })}
          />
        )}
        {editing && <StoreDialog store={editing} onClose={() => setEditing(undefined)} />}
      </Suspense>
    </>
  )
}

interface StoreMenuProps {
  readonly store: VectorStore
  readonly onEdit: () => void
  readonly onDelete: () => void
}

function StoreMenu({ store, onEdit, onDelete }: StoreMenuProps) {
  const t = useTranslations('stores')
  const common = useTranslations('common')
  const nameOf = useStoreName()
  const copy = useCopy()
  return (
    <Menu
      label={common('more_actions_for', { name: nameOf(store) })}
      className="text-muted hover:text-ink"
      items={[
        { label: t('edit'), needs: 'run', onSelect: onEdit },
        { label: t('copy_id'), onSelect: () => copy(store.id) },
        { label: common('delete'), needs: 'run', danger: true, onSelect: onDelete },
      ]}
    >
      <EllipsisVertical size={16} aria-hidden />
    </Menu>
  )
}
