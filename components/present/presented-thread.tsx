'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useRef, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection/connection-context'
import { lateDialog } from '@/components/late/late'
import { Composer } from '@/components/messages/composer'
import { Conversation } from '@/components/messages/conversation'
import { useMessageDraft } from '@/components/messages/use-message-draft'
import type { ThreadState } from '@/components/messages/use-thread'
import { plainName } from '@/components/names/plain-name'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath } from '@/components/routing/paths'
import { StatusAnnouncer } from '@/components/run/status-announcer'
import { useToolOutputs } from '@/components/run/tool-outputs'
import { PageError } from '@/components/shell/page-error'
import { useTabTitle } from '@/components/shell/use-tab-title'
import { useMarkdown } from '@/components/text/late-markdown'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { IconButton } from '@/components/ui/icon-button'
import { Permitted } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { threadQuery } from '@/lib/client/thread-queries'
import { HowItStands } from './how-it-stands'
import { NotebookPen, Pencil, SkipForward } from './icons'
import { PresentBar } from './present-bar'
import { Presented } from './presented'
import { ReplayWay } from './replay-way'
import { useDemo, type DemoState } from './use-demo'
import { useThreadAsPresented } from './use-thread-as-presented'
import { useToldNotes } from './use-told-notes'

const DemoDialog = lateDialog(() => import('@/components/demos/demo-dialog').then((file) => file.DemoDialog))

interface PresentedThreadProps {
  readonly threadId: string
  /** The assistant that answers, where the address names one; else an empty string. */
  readonly assistant: string
}

/** A thread before an audience: its conversation, large, and one bar that sends the next message of the demo. */
export function PresentedThread(props: PresentedThreadProps) {
  return (
    <Presented>
      <Thread {...props} />
    </Presented>
  )
}

function Thread({ threadId, assistant }: PresentedThreadProps) {
  const t = useTranslations('present')
  const api = useApi()
  const summary = useQuery(threadQuery(api, threadId))
  const thread = useThreadAsPresented(threadId)
  const demo = useDemo({ threadId, preferred: assistant, thread })
  const [asks, setAsks] = useState<'writing' | 'demo' | null>(null)
  const toggleWriting = () => setAsks(asks === 'writing' ? null : 'writing')
  const openNotes = () => showNotes(threadPath(api.connection, threadId, { present: 'notes' }), t('refused'))
  useToolOutputs(thread.active)
  useMarkdown(true)
  useToldNotes(threadId, { demo, thread })
  useKeysOf({ goOn: demo.goOn, toggleWriting, openNotes })
  const nameOf = useThreadName()
  const name = summary.data && nameOf(summary.data)
  useTabTitle(name)
  const error = thread.messages.data ? null : (summary.error ?? thread.messages.error)
  if (error) return <PageError error={error} onRetry={() => void thread.messages.refetch()} />
  const last = thread.entries.findLast((entry) => entry.type === 'run')
  // Nothing comes up by itself while the last answer is still coming: where there is no demo, there is the box.
  const isWriting = demo.mayRun && (asks === 'writing' || demo.progress?.total === 0)
  return (
    <>
      <h1 className="sr-only">{name}</h1>
      <StatusAnnouncer key={last?.id} entry={last} />
      {thread.messages.data ? (
        <Conversation
          name={`present:${threadId}`}
          thread={thread}
          empty={<Opening name={demo.assistant?.name ?? null} />}
        />
      ) : (
        <div className="min-h-0 flex-1 px-4">
          <Skeleton />
        </div>
      )}
      {demo.error !== null && <ErrorState compact error={demo.error} />}
      {isWriting && <Writing {...{ threadId, thread, assistant }} isAsked={asks === 'writing'} />}
      <PresentBar
        title={
          <>
            <span className="truncate">{plainName(demo.assistant?.name ?? name ?? '')}</span>
            {last && <HowItStands run={last.run} views={thread.seen} />}
          </>
        }
      >
        <Permitted to="run">
          <NextButton demo={demo} onEdit={() => setAsks('demo')} />
          <Ways {...{ isWriting, toggleWriting, openNotes }} />
        </Permitted>
        {last && <ReplayWay thread={threadId} />}
      </PresentBar>
      {asks === 'demo' && demo.assistant && (
        <Suspense>
          <DemoDialog assistant={demo.assistant} said={demo.said} onClose={() => setAsks(null)} />
        </Suspense>
      )}
    </>
  )
}

interface WaysProps {
  readonly isWriting: boolean
  readonly toggleWriting: () => void
  readonly openNotes: () => void
}

function Ways({ isWriting, toggleWriting, openNotes }: WaysProps) {
  const t = useTranslations('present')
  return (
    <div className="flex">
      <IconButton label={t('write')} aria-pressed={isWriting} icon={<Pencil size={16} />} onClick={toggleWriting} />
      <IconButton label={t('notes')} icon={<NotebookPen size={16} />} onClick={openNotes} />
    </div>
  )
}

type Doings = Readonly<Record<'goOn' | 'toggleWriting' | 'openNotes', () => void>>

function useKeysOf({ goOn, toggleWriting, openNotes }: Doings) {
  const t = useTranslations('present')
  useAction({ id: 'present-next', label: t('next_short'), shortcut: 'present_next', needs: 'run', run: goOn })
  useAction({ id: 'present-write', label: t('write'), shortcut: 'present_write', needs: 'run', run: toggleWriting })
  useAction({ id: 'present-notes', label: t('notes'), shortcut: 'present_notes', needs: 'run', run: openNotes })
}

/** What stands there before the first word. */
const Opening = ({ name }: { name: string | null }) => (
  <p dir="auto" className="py-10 text-center text-page text-muted">
    {plainName(name ?? '')}
  </p>
)

/** A window of its own, which the presenter puts on the other screen. */
function showNotes(path: string, refused: string) {
  // Without `noopener`: a browser tells nothing of a window that it has blocked then.
  if (!window.open(path, 'presenter-notes', 'popup,width=720,height=800')) toast(refused, 'error')
}

interface WritingProps extends PresentedThreadProps {
  readonly thread: ThreadState
  /** By a key or a press; else the keys stay those of who presents. */
  readonly isAsked: boolean
}

function Writing({ threadId, thread, assistant, isAsked }: WritingProps) {
  const draft = useMessageDraft(threadId)
  const box = useRef<HTMLTextAreaElement>(null)
  return <Composer {...{ threadId, thread, draft, box }} gone={null} preferred={assistant} autoFocus={isAsked} />
}

function NextButton({ demo, onEdit }: { demo: DemoState; onEdit: () => void }) {
  const t = useTranslations('present')
  const { assistant, progress, isBusy, goOn } = demo
  if (!assistant) return <span className="text-row text-muted">{t('no_assistant')}</span>
  if (!progress) return null
  const { next, sent, total } = progress
  if (total === 0) {
    return (
      <Permitted to="manage">
        <Button title={t('none')} onClick={onEdit}>
          {t('edit')}
        </Button>
      </Permitted>
    )
  }
  return (
    <>
      <span className="text-meta text-muted tabular-nums">{t('count', { sent, total })}</span>
      {next ? (
        <Button look="primary" className="max-w-96" busy={isBusy} title={isBusy ? t('busy') : next.text} onClick={goOn}>
          <SkipForward size={16} aria-hidden className="shrink-0" />
          <span className="truncate">{t('next', { text: next.text })}</span>
        </Button>
      ) : (
        <span title={t('over_long')} className="text-row text-muted">
          {t('over')}
        </span>
      )}
    </>
  )
}
