'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { useListed } from '@/components/names/use-listed'
import { runPath } from '@/components/routing/paths'
import { Dialog } from '@/components/ui/dialog'
import { TimeText } from '@/components/ui/time-text'
import { latestRunQuery } from '@/lib/client/run-queries'
import type { Assistant } from '@/lib/protocol/assistant'
import type { RunSummary } from '@/lib/protocol/playground'
import { changesOf } from '@/lib/inspector/changes'

const ChangeList = late(() => import('@/components/comparison/change-list').then((file) => file.ChangeList))

interface SinceLastRunProps {
  /** As the next run would have it; undefined while something is wrong with its settings. */
  readonly assistant: Assistant | undefined
  readonly id: string
}

/** Whether the next run would be made with other settings than the assistant's newest one, and which. */
export function SinceLastRun({ assistant, id }: SinceLastRunProps) {
  const t = useTranslations('assistants.since')
  const { data: latest } = useQuery(latestRunQuery(useApi(), id))
  if (latest === undefined) return <span>&nbsp;</span>
  if (latest === null) return <span className="text-muted">{t('no_run')}</span>
  if (!assistant) return <span className="text-muted">{t('unreadable')}</span>
  const changes = changesOf(latest.run, assistant)
  if (changes.length === 0) return <span className="text-muted">{t('nothing')}</span>
  return <Changes changes={changes} latest={latest} />
}

function Changes({ changes, latest }: { changes: ReturnType<typeof changesOf>; latest: RunSummary }) {
  const t = useTranslations('assistants.since')
  const settingNames = useTranslations('assistants.test.setting')
  const listed = useListed()
  const { connection } = useApi()
  const [isOpen, setOpen] = useState(false)
  const names = listed(changes.map((change) => (change.kind === 'tool' ? change.name : settingNames(change.name))))
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="touch min-w-0 truncate rounded-chip text-left text-muted underline decoration-control underline-offset-2 hover:text-ink"
      >
        {t('changed', { names })}
      </button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t('title')} wide>
        <p className="mb-4 text-row text-muted">
          {t('note')}{' '}
          <Link
            href={runPath(connection, latest.run)}
            prefetch={false}
            className="underline decoration-control underline-offset-2 hover:text-ink"
          >
            {t('open_run')}
          </Link>{' '}
          (<TimeText ms={latest.created_ms} />)
        </p>
        <Suspense>
          <ChangeList changes={changes} />
        </Suspense>
      </Dialog>
    </>
  )
}
