'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { Button } from '@/components/ui/button'
import { DurationText } from '@/components/ui/duration-text'
import { StatusChip } from '@/components/ui/status-chip'
import type { DemoMessage } from '@/lib/protocol/demo'
import { openDemoChannel, type DemoChannel, type DemoTold } from './demo-channel'
import { Presented } from './presented'

/** The presenter's own window: what was said last, what comes next, the notes to both, and the time. */
export function PresenterNotes({ threadId }: { threadId: string }) {
  const t = useTranslations('present.speaker')
  const { told, isGone, sendNext } = useDemoOf(threadId)
  useAction({ id: 'present-next', label: t('send'), shortcut: 'present_next', run: sendNext })
  return (
    <Presented>
      <div className="mx-auto flex min-h-0 w-full max-w-page flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
        <header className="flex flex-wrap items-center gap-3">
          <h1 className="flex-1 text-section">{t('title')}</h1>
          {told?.status && <StatusChip status={told.status} />}
          {told?.sinceMs != null && (
            <span title={t('time')} className="font-mono tabular-nums">
              <DurationText fromMs={told.sinceMs} toMs={null} />
            </span>
          )}
        </header>
        {isGone && <p role="status">{t('gone')}</p>}
        {told ? <Told told={told} onNext={sendNext} /> : !isGone && <p role="status">{t('waiting')}</p>}
      </div>
    </Presented>
  )
}

function Told({ told, onNext }: { told: DemoTold; onNext: () => void }) {
  const t = useTranslations('present.speaker')
  const present = useTranslations('present')
  const { last, next, sent, total, isBusy } = told
  return (
    <>
      <section className="flex flex-col gap-1">
        <h2 className="text-meta text-muted">{t('now')}</h2>
        {last ? <Message message={last} /> : <p>{t('nothing')}</p>}
      </section>
      <section className="flex flex-col gap-2 border-t border-line pt-4">
        <h2 className="text-meta text-muted">
          {t('next')} · {present('count', { sent, total })}
        </h2>
        {next ? <Message message={next} /> : <p>{t('last')}</p>}
        {next && (
          <div>
            <Button look="primary" busy={isBusy} onClick={onNext}>
              {t('send')}
            </Button>
          </div>
        )}
      </section>
    </>
  )
}

function Message({ message: { text, notes } }: { message: DemoMessage }) {
  const t = useTranslations('present.speaker')
  return (
    <>
      <p dir="auto" className="font-medium whitespace-pre-wrap wrap-anywhere">
        {text}
      </p>
      <p dir="auto" className="whitespace-pre-wrap text-muted wrap-anywhere">
        {notes || t('no_notes')}
      </p>
    </>
  )
}

/** The demo in the window that presents, as it tells of it. */
function useDemoOf(threadId: string) {
  const channel = useRef<DemoChannel>(null)
  const [told, setTold] = useState<DemoTold | null>(null)
  const [isGone, setGone] = useState(false)
  useEffect(() => {
    const opened = openDemoChannel(threadId, (word) => {
      if (word.kind === 'state') setTold(word)
      if (word.kind === 'state' || word.kind === 'bye') setGone(word.kind === 'bye')
    })
    channel.current = opened
    opened.tell({ kind: 'hello' })
    return () => opened.close()
  }, [threadId])
  return { told, isGone, sendNext: () => channel.current?.tell({ kind: 'next' }) }
}
