'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useMemo, type ReactNode } from 'react'
import { LabelChips } from '@/components/labels/label-chips'
import { plainName } from '@/components/names/plain-name'
import { useListed } from '@/components/names/use-listed'
import { Replay } from '@/components/replay/replay'
import { useChoiceIn } from '@/components/report/report-context'
import { FilesHere } from '@/components/text/files-here'
import { Tabs } from '@/components/ui/tabs'
import { TimeText } from '@/components/ui/time-text'
import type { OpenCapsule } from '@/lib/capsule/capsule'
import type { UrlState } from '@/lib/inspector/url-state'
import { emptyView, fold } from '@/lib/run/fold'
import { CapsuleConversation } from './capsule-conversation'
import { CapsuleReport } from './capsule-report'
import { createFileStore } from './file-store'
import { Guarded } from './guarded'

interface CapsuleViewProps {
  readonly capsule: OpenCapsule
  /** What the reader chose and where that is kept; the same object throughout. */
  readonly urlState: UrlState
  /** At the right of its title. */
  readonly tools?: ReactNode
}

const tabs = ['conversation', 'report', 'replay'] as const

/** Shows what a file holds: the conversation, the reports of its runs, and their replay. Fetches nothing. */
export function CapsuleView({ capsule: given, urlState, tools }: CapsuleViewProps) {
  const t = useTranslations('capsule.view')
  const files = useMemo(() => createFileStore(given), [given])
  useEffect(() => files.release, [files])
  const capsule = useMemo(() => ({ ...given, recording: files.recording }), [given, files])
  const views = useMemo(
    () => new Map(capsule.recording.runs.map(({ id, events }) => [id, fold(emptyView, events)])),
    [capsule],
  )
  const [asked, choose] = useChoiceIn(urlState, 'view')
  const selected = tabs.find((name) => name === asked) ?? (capsule.run_id === null ? 'conversation' : 'report')
  const name = plainName(capsule.recording.title ?? '') || t('untitled')
  return (
    <FilesHere value={files.here}>
      <div className="flex min-w-0 flex-col gap-4">
        <Head capsule={capsule} name={name} tools={tools} />
        <Tabs
          label={t('label')}
          tabs={tabs.map((tab) => ({ name: tab, label: t(tab) }))}
          selected={selected}
          onSelect={choose}
        >
          <Guarded key={selected} text={t('broken')}>
            {selected === 'conversation' && <CapsuleConversation capsule={capsule} views={views} />}
            {selected === 'report' && <CapsuleReport {...{ capsule, views, urlState }} threadName={name} />}
            {selected === 'replay' && (
              <div className="-mx-4 flex h-[80dvh] min-h-[28rem] min-w-0 flex-col wide:-mx-10">
                <Replay recording={capsule.recording} urlState={urlState} />
              </div>
            )}
          </Guarded>
        </Tabs>
      </div>
    </FilesHere>
  )
}

interface HeadProps {
  readonly capsule: OpenCapsule
  readonly name: string
  readonly tools: ReactNode
}

/** Whose copy it is, of when, and what is not in it. */
function Head({ capsule, name, tools }: HeadProps) {
  const t = useTranslations('capsule.view')
  const listed = useListed('sentence')
  const { left_out: leftOut, covered, exported_ms: ms, unreadable } = capsule
  return (
    <header className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h1 dir="auto" className="min-w-0 text-page wrap-anywhere">
          {name}
        </h1>
        <div className="flex flex-wrap items-center gap-2">
          <LabelChips labels={capsule.labels.thread} most={4} />
          {tools}
        </div>
      </div>
      <p className="max-w-prose text-meta text-muted">
        {t.rich('exported', { time: () => <TimeText ms={ms} /> })}
        {[
          t('read_only'),
          leftOut.length > 0 && t('left_out', { kinds: listed(leftOut.map((kind) => t(`kind.${kind}`))) }),
          covered > 0 && t('covered', { count: covered }),
        ].map((sentence) => sentence && t('after', { sentence }))}
      </p>
      {unreadable.count > 0 && (
        <p role="note" data-status="incomplete" className="max-w-prose text-meta text-tone">
          {t('unreadable', { count: unreadable.count })}
        </p>
      )}
    </header>
  )
}
