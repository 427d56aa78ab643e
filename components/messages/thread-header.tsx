'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useActions } from '@/components/actions/use-actions'
import { LateShare } from '@/components/capsule/late-share'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { LabelChips } from '@/components/labels/label-chips'
import { useFullCalls } from '@/components/conversation/tool-call-item'
import { lateDialog } from '@/components/late/late'
import { useThreadName } from '@/components/names/use-thread-name'
import { ReplayLink } from '@/components/replay-page/replay-link'
import { threadsPath } from '@/components/routing/paths'
import { usePresent } from '@/components/routing/use-present'
import { BreadcrumbsBeside } from '@/components/shell/breadcrumbs'
import { useTabTitle } from '@/components/shell/use-tab-title'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { useCopy } from '@/components/ui/use-copy'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { ListTree } from './icons'
import { ThreadRuns } from './thread-runs'
import type { ThreadState } from './use-thread'

const DeleteThreadsDialog = lateDialog(
  () => import('@/components/threads/thread-parts').then((file) => file.DeleteThreadsDialog),
  { ahead: true },
)
const LabelsDialog = lateDialog(() => import('@/components/threads/thread-parts').then((file) => file.LabelsDialog), {
  ahead: true,
})
const RenameThread = lateDialog(() => import('@/components/threads/thread-parts').then((file) => file.RenameThread), {
  ahead: true,
})
const ThreadResources = lateDialog(() => import('./thread-resources').then((file) => file.ThreadResources))

interface ThreadHeaderProps {
  readonly threadId: string
  readonly summary: ThreadSummary | undefined
  readonly thread: ThreadState
  readonly isComparing: boolean
}

/**
 * A thread's name and what can be done with it; on a phone also its runs.
 */
export function ThreadHeader({ threadId, summary, thread, isComparing }: ThreadHeaderProps) {
  const t = useTranslations('inspector.runs')
  const shell = useTranslations('shell')
  const { connection } = useApi()
  const nameOf = useThreadName()
  const [showsRuns, setShowsRuns] = useState(false)
  const name = summary && nameOf(summary)
  useTabTitle(name)
  return (
    <header className="flex min-h-12 items-center gap-2 border-b border-line px-4 wide:px-6">
      <BreadcrumbsBeside trail={[{ href: threadsPath(connection), label: shell('threads') }]} />
      <h1 dir="auto" className="min-w-0 flex-1 truncate text-left text-section">
        {name ?? '\u00a0'}
      </h1>
      {summary && (
        <span className="hidden wide:inline-flex">
          <LabelChips labels={summary.labels} most={4} />
        </span>
      )}
      <Button look="quiet" className="wide:hidden" onClick={() => setShowsRuns(true)}>
        <ListTree size={14} aria-hidden />
        {t('show', { count: thread.summaries.length })}
      </Button>
      <Dialog open={showsRuns} onClose={() => setShowsRuns(false)} title={t('title')}>
        <ThreadRuns thread={thread} cost={summary?.cost} isComparing={isComparing} />
      </Dialog>
      {thread.entries.length > 0 && <ReplayLink thread={threadId} />}
      <ThreadMenu threadId={threadId} summary={summary} />
    </header>
  )
}

function ThreadMenu({ threadId, summary }: { threadId: string; summary: ThreadSummary | undefined }) {
  const common = useTranslations('common')
  const t = useTranslations('threads')
  const lists = useTranslations('lists')
  const thread = useTranslations('thread')
  const shortcut = useTranslations('shortcuts.name')
  const [isFull, setFull] = useFullCalls()
  const { api, info } = useConnection()
  const { connection } = api
  const hasFiles = info.capabilities.files
  const router = useRouter()
  const copy = useCopy()
  const [asks, setAsks] = useState<'rename' | 'label' | 'resources' | 'share' | 'delete' | null>(null)
  const close = () => setAsks(null)
  const present = usePresent()
  const presented = { label: shortcut('present'), onSelect: () => present(true) }
  useAction({ id: 'present', label: presented.label, shortcut: 'present', run: presented.onSelect })
  const items = [
    { label: common('rename'), needs: 'run', onSelect: () => setAsks('rename') },
    { label: lists('labels.edit'), needs: 'run', onSelect: () => setAsks('label') },
    { label: thread('call.full'), checked: isFull, onSelect: () => setFull(!isFull) },
    ...(hasFiles ? [{ label: thread('resources.open'), onSelect: () => setAsks('resources') }] : []),
    { label: common('share_file'), onSelect: () => setAsks('share') },
    { label: t('copy_id'), onSelect: () => copy(threadId) },
    { label: common('delete'), needs: 'run', danger: true, onSelect: () => setAsks('delete') },
  ] as const
  useActions('thread', items)
  return (
    <>
      <Menu label={common('more_actions')} items={[presented, ...items]}>
        <EllipsisVertical size={16} aria-hidden />
      </Menu>
      {asks === 'share' && <LateShare subject={{ threadId, runId: null }} onClose={close} />}
      {asks && summary && (
        <Suspense>
          {asks === 'rename' && <RenameThread thread={summary} onClose={close} />}
          {asks === 'label' && <LabelsDialog kind="thread" objects={[summary]} onClose={close} />}
          {asks === 'resources' && <ThreadResources threadId={threadId} onClose={close} />}
          {asks === 'delete' && (
            <DeleteThreadsDialog
              threads={[summary]}
              onClose={close}
              onDeleted={(ids) => ids.has(threadId) && router.push(threadsPath(connection))}
            />
          )}
        </Suspense>
      )}
    </>
  )
}
