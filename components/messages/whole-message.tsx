'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useApi } from '@/components/connection-context'
import { ErrorState } from '@/components/ui/error-state'
import { wholeMessageQuery } from '@/lib/client/queries'
import type { ShownMessage } from '@/lib/protocol/playground'
import { Content } from './message-content'

interface WholeMessageProps {
  readonly message: ShownMessage
  /** Stands until the rest is here. */
  readonly beginning: ReactNode
}

/** All that a message says, which is asked for where it is not here yet. Props: message, beginning. */
export function WholeMessage({ message, beginning }: WholeMessageProps) {
  const t = useTranslations('thread')
  const isCut = message.whole_length !== undefined
  const { data, error, refetch } = useQuery({ ...wholeMessageQuery(useApi(), message), enabled: isCut })
  const whole = isCut ? data : message
  if (whole) return <Content message={whole} />
  return (
    <>
      {beginning}
      {error ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : (
        <p role="status" className="mt-2 text-row text-muted">
          {t('loading_all')}
        </p>
      )}
    </>
  )
}
