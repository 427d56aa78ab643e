'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { threadPath } from '@/components/routing/paths'
import { IconButton } from '@/components/ui/icon-button'
import type { Assistant } from '@/lib/protocol/assistant'
import { ExternalLink, RotateCcw } from './icons'
import { SinceLastRun } from './since-last-run'

interface TestHeaderProps {
  readonly threadId: string | null
  /** As the next run would have it; undefined while something is wrong with its settings. */
  readonly assistant: Assistant | undefined
  readonly id: string
  readonly onStartOver: () => void
}

/** The title of a test, what changed since its last run, and the links out of it. */
export function TestHeader({ threadId, assistant, id, onStartOver }: TestHeaderProps) {
  const t = useTranslations('assistants.test')
  const { connection } = useApi()
  return (
    <header className="flex min-h-14 items-center gap-1 border-b border-line px-4 py-2">
      <div className="flex min-w-0 flex-1 flex-col">
        <h2 className="text-row font-bold">{t('title')}</h2>
        <div className="flex min-w-0 text-meta">
          <SinceLastRun assistant={assistant} id={id} />
        </div>
      </div>
      {threadId !== null && (
        <>
          <Link
            href={threadPath(connection, threadId, { assistant: id })}
            prefetch={false}
            aria-label={t('open_thread')}
            title={t('open_thread')}
            className="touch inline-flex size-8 shrink-0 items-center justify-center rounded-field text-muted hover:bg-sunken hover:text-ink"
          >
            <ExternalLink size={16} aria-hidden />
          </Link>
          <IconButton label={t('start_over')} icon={<RotateCcw size={16} aria-hidden />} onClick={onStartOver} />
        </>
      )}
    </header>
  )
}
