'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState, type ReactNode } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyButton } from '@/components/ui/copy-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { doEach, type BulkProgress } from '@/lib/client/do-each'
import { FailureReason, failureLines } from './failure-reason'

interface BulkDialogProps {
  readonly ids: readonly string[]
  readonly title: string
  /** The title once it was tried and not all went well. */
  readonly outcome: (count: { readonly done: number; readonly total: number }) => string
  /** The verb on the button, before and while it is done. */
  readonly action: string
  readonly doing: string
  /** On the button that does nothing, where "Cancel" would say the other thing. */
  readonly dismiss?: string
  readonly nameOf: (id: string) => string
  readonly act: (id: string, signal: AbortSignal) => Promise<unknown>
  /** Called with those that are done, as soon as it is over. */
  readonly onDone: (ids: ReadonlySet<string>) => void
  readonly onClose: () => void
  /** What will be lost, and what stays. */
  readonly children: ReactNode
}

/** Asks, does the same to one or many objects, and shows the progress and what failed. */
export function BulkDialog(props: BulkDialogProps) {
  const { ids, title, outcome, action, doing, dismiss, nameOf, act, onDone, onClose, children } = props
  const t = useTranslations('lists.bulk')
  const common = useTranslations('common')
  const [total] = useState(ids.length)
  /** Of the attempt in progress. */
  const [progress, setProgress] = useState<BulkProgress>()
  /** What the last attempt left; undefined before the first is over. */
  const [failed, setFailed] = useState<BulkProgress['failed']>()
  const leaving = useRef<AbortController>(undefined)

  function close() {
    leaving.current?.abort()
    onClose()
  }

  async function start() {
    const { signal } = (leaving.current = new AbortController())
    const wanted = failed?.map(({ id }) => id) ?? ids
    setProgress({ total: wanted.length, done: [], failed: [] })
    const onProgress = (next: BulkProgress) => signal.aborted || setProgress(next)
    const result = await doEach(wanted, { act: (id) => act(id, signal), onProgress, signal })
    setProgress(undefined)
    setFailed(result.failed)
    if (result.failed.length === 0 && !signal.aborted) close()
    onDone(new Set(result.done))
  }

  return (
    <ConfirmDialog
      open
      title={failed ? outcome({ done: total - failed.length, total }) : title}
      action={progress ? doing : failed ? t('retry') : action}
      dismiss={failed ? common('close') : dismiss}
      busy={progress !== undefined}
      onConfirm={() => void start()}
      onClose={close}
    >
      {!failed && children}
      {progress && <Progress progress={progress} />}
      {failed && !progress && <Failures failed={failed} nameOf={nameOf} />}
    </ConfirmDialog>
  )
}

const countOf = ({ done, failed }: BulkProgress) => done.length + failed.length

function Progress({ progress }: { progress: BulkProgress }) {
  const t = useTranslations('lists.bulk')
  const text = t('progress', { done: countOf(progress), total: progress.total })
  return (
    <div className="mt-3 flex items-center gap-3 text-row" role="status">
      <ProgressBar label={text} value={countOf(progress)} max={progress.total} className="flex-1" />
      <span className="text-muted tabular-nums">{text}</span>
    </div>
  )
}

function Failures({ failed, nameOf }: Pick<BulkProgress, 'failed'> & Pick<BulkDialogProps, 'nameOf'>) {
  const t = useTranslations('lists.bulk')
  return (
    <div role="alert" data-status="failed" className="text-row">
      <p className="flex items-center gap-1 font-medium text-tone">
        {t('failed', { count: failed.length })}
        <CopyButton text={() => failureLines(failed)} label={t('copy')} />
      </p>
      <ul className="mt-1 max-h-60 list-disc overflow-y-auto pl-4">
        {failed.map(({ id, error }) => (
          <li key={id} className="wrap-anywhere">
            {nameOf(id)}: <FailureReason error={error} />
          </li>
        ))}
      </ul>
    </div>
  )
}
