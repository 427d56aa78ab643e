'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useCallback, useState } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection/connection-context'
import { late, lateDialog } from '@/components/late/late'
import type { Column } from '@/components/lists/column'
import { ListEnd } from '@/components/lists/list-end'
import { ListGrid } from '@/components/lists/list-grid'
import type { ListGridProps } from '@/components/lists/list-grid-props'
import { useList } from '@/components/lists/use-list'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { comparePath, threadPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { Button } from '@/components/ui/button'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useMay } from '@/components/ui/permissions'
import { useCopy } from '@/components/ui/use-copy'
import type { RunSummary } from '@/lib/protocol/playground'
import { canMove } from '@/lib/run/machine'

const CancelRunsDialog = lateDialog(() => import('./run-parts').then((file) => file.CancelRunsDialog), {
  ahead: true,
})

const SelectionBar = late(() => import('./run-parts').then((file) => file.SelectionBar), {
  ahead: true,
})

const LabelsDialog = lateDialog(() => import('./run-parts').then((file) => file.LabelsDialog), {
  ahead: true,
})

interface RunListProps extends Pick<ListGridProps<RunSummary>, 'order' | 'onOrder'> {
  readonly runs: readonly RunSummary[]
  readonly columns: readonly Column<RunSummary>[]
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onMore: () => unknown
}

const isCancellable = ({ run }: RunSummary) => canMove(run.status, 'cancelling')

/** Runs in rows, and what can be done with one or many of them. */
export function RunList({ runs, columns, order, onOrder, hasMore, isLoadingMore, onMore }: RunListProps) {
  const t = useTranslations('runs')
  const lists = useTranslations('lists')
  const nameOf = useAssistantName()
  const { selection, onMove, chosen } = useList(runs)
  const [asked, setAsked] = useState<readonly RunSummary[]>([])
  const [labelling, setLabelling] = useState<readonly RunSummary[]>([])
  const askMore = useCallback(() => void onMore(), [onMore])
  const stoppable = chosen.filter(isCancellable)
  const label = t('cancel_selected', { count: stoppable.length })
  useAction({ id: 'cancel-chosen', label, needs: 'run', when: stoppable.length > 0, run: () => setAsked(stoppable) })
  return (
    <>
      <ListGrid
        label={t('list')}
        entries={runs}
        columns={columns}
        nameOf={nameOf}
        selection={selection}
        onMove={onMove}
        onRemove={(summary) => setAsked(chosen.length > 0 ? stoppable : [summary].filter(isCancellable))}
        removeNeeds="run"
        order={order}
        onOrder={onOrder}
        actions={(summary) => <RunMenu summary={summary} onLabel={setLabelling} onCancel={setAsked} />}
        hasMore={hasMore}
        onNearEnd={askMore}
      />
      <ListEnd count={runs.length} hasMore={hasMore} busy={isLoadingMore} onMore={askMore} />
      {(chosen.length > 0 || labelling.length > 0 || asked.length > 0) && (
        <Suspense>
          {chosen.length > 0 && (
            <SelectionBar count={chosen.length} onClear={() => onMove({ type: 'none' })}>
              <CompareTwo runs={chosen} />
              <Button needs="run" onClick={() => setLabelling(chosen)}>
                {lists('labels.edit')}
              </Button>
              <CancelChosen runs={stoppable} onCancel={setAsked} />
            </SelectionBar>
          )}
          {labelling.length > 0 && <LabelsDialog kind="run" objects={labelling} onClose={() => setLabelling([])} />}
          {asked.length > 0 && (
            <CancelRunsDialog
              runs={asked.map(({ run }) => run)}
              nameOf={(id) =>
                nameOf(asked.find((summary) => summary.id === id) ?? { assistant_name: null, assistant_id: '' })
              }
              onClose={() => setAsked([])}
              onCancelled={(ids) => onMove({ type: 'forget', ids })}
            />
          )}
        </Suspense>
      )}
    </>
  )
}

function CancelChosen({ runs, onCancel }: Pick<RunListProps, 'runs'> & Pick<RunMenuProps, 'onCancel'>) {
  const t = useTranslations('runs')
  const may = useMay()
  if (runs.length === 0) return may('run') && <p className="text-muted">{t('cancel.none')}</p>
  return (
    <Button needs="run" look="danger" onClick={() => onCancel(runs)}>
      {t('cancel_selected', { count: runs.length })}
      <ShortcutHint name="list_remove" />
    </Button>
  )
}

/** The way to the comparison of two runs: of the later one with the earlier. Nothing while it is not two. */
function CompareTwo({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations('lists')
  const { connection } = useApi()
  const go = useGo()
  const [older, newer] = runs.toSorted((a, b) => a.created_ms - b.created_ms)
  if (!older || !newer || runs.length > 2) return null
  return <Button onClick={() => go(comparePath(connection, older.id, newer.id))}>{t('compare_two')}</Button>
}

interface RunMenuProps {
  readonly summary: RunSummary
  readonly onLabel: (runs: readonly RunSummary[]) => void
  readonly onCancel: (runs: readonly RunSummary[]) => void
}

function RunMenu({ summary, onLabel, onCancel }: RunMenuProps) {
  const lists = useTranslations('lists')
  const t = useTranslations('runs')
  const common = useTranslations('common')
  const { connection } = useApi()
  const name = useAssistantName()(summary)
  const copy = useCopy()
  const { run } = summary
  const cancel = { label: t('cancel_one'), needs: 'run', danger: true, onSelect: () => onCancel([summary]) } as const
  return (
    <Menu
      label={common('more_actions_for', { name })}
      className="text-muted hover:text-ink"
      items={[
        {
          label: t('open_thread'),
          href: threadPath(connection, run.thread_id, { assistant: run.assistant_id }),
        },
        { label: lists('labels.edit'), needs: 'run', onSelect: () => onLabel([summary]) },
        { label: t('copy_id'), onSelect: () => copy(run.id) },
        ...(isCancellable(summary) ? [cancel] : []),
      ]}
    >
      <EllipsisVertical size={16} aria-hidden />
    </Menu>
  )
}
