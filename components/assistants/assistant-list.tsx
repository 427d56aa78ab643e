'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { late, lateDialog } from '@/components/late/late'
import { ListGrid } from '@/components/lists/list-grid'
import type { ListGridProps } from '@/components/lists/list-grid-props'
import { useList } from '@/components/lists/use-list'
import { idEndsOfEqualNames } from '@/components/names/id-ends-of-equal-names'
import { plainName } from '@/components/names/plain-name'
import { Button } from '@/components/ui/button'
import type { Assistant } from '@/lib/protocol/assistant'
import { AssistantMenu } from './assistant-menu'
import { useAssistantColumns } from './use-assistant-columns'

const DeleteAssistantsDialog = lateDialog(
  () => import('./assistant-parts').then((file) => file.DeleteAssistantsDialog),
  { ahead: true },
)
const SelectionBar = late(() => import('./assistant-parts').then((file) => file.SelectionBar), {
  ahead: true,
})

interface AssistantListProps extends Pick<ListGridProps<Assistant>, 'order' | 'onOrder'> {
  readonly assistants: readonly Assistant[]
  readonly hasMore: boolean
  readonly onMore: () => void
}

/** Assistants in rows, and what can be done with one or many of them. */
export function AssistantList({ assistants, order, onOrder, hasMore, onMore }: AssistantListProps) {
  const t = useTranslations('assistants')
  const { selection, onMove, chosen } = useList(assistants)
  const [deleting, setDeleting] = useState<readonly Assistant[]>([])
  const idEnds = idEndsOfEqualNames(assistants)
  const columns = useAssistantColumns(idEnds)
  const label = t('delete_selected', { count: chosen.length })
  useAction({ id: 'delete-chosen', label, needs: 'manage', when: chosen.length > 0, run: () => setDeleting(chosen) })
  return (
    <>
      <ListGrid
        label={t('list')}
        entries={assistants}
        columns={columns}
        nameOf={({ id, name }) => [plainName(name ?? t('unnamed')), idEnds.get(id)].filter(Boolean).join(' ')}
        selection={selection}
        onMove={onMove}
        order={order}
        onOrder={onOrder}
        onRemove={(assistant) => setDeleting(chosen.length > 0 ? chosen : [assistant])}
        removeNeeds="manage"
        chooseNeeds="manage"
        actions={(assistant) => <AssistantMenu assistant={assistant} onDelete={() => setDeleting([assistant])} />}
        hasMore={hasMore}
        onNearEnd={onMore}
      />
      {(chosen.length > 0 || deleting.length > 0) && (
        <Suspense>
          {chosen.length > 0 && (
            <SelectionBar count={chosen.length} onClear={() => onMove({ type: 'none' })}>
              <Button needs="manage" look="danger" onClick={() => setDeleting(chosen)}>
                {label}
                <ShortcutHint name="list_remove" />
              </Button>
            </SelectionBar>
          )}
          {deleting.length > 0 && (
            <DeleteAssistantsDialog
              assistants={deleting}
              onClose={() => setDeleting([])}
              onDeleted={(ids) => onMove({ type: 'forget', ids })}
            />
          )}
        </Suspense>
      )}
    </>
  )
}
