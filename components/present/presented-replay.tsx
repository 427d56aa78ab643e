'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { useThreadName } from '@/components/names/use-thread-name'
import { ReplayOfThread } from '@/components/replay-page/replay-page'
import { threadQuery } from '@/lib/client/thread-queries'
import { PresentBar } from './present-bar'
import { Presented } from './presented'

/** A replay before an audience. */
export function PresentedReplay({ threadId }: { threadId: string }) {
  const t = useTranslations('replay')
  const { data } = useQuery(threadQuery(useApi(), threadId))
  const nameOf = useThreadName()
  const name = data ? nameOf(data) : ''
  return (
    <Presented>
      <ReplayOfThread threadId={threadId} head={() => <h1 className="sr-only">{t('of', { name })}</h1>} />
      <PresentBar
        title={
          <span dir="auto" className="truncate">
            {name}
          </span>
        }
      />
    </Presented>
  )
}
