'use client'

import { useTranslations } from 'next-intl'
import { useCurl } from '@/components/connection/use-curl'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

interface EmptyThreadProps {
  readonly threadId: string
  /** Offers a first message to the composer. */
  readonly onExample: (text: string) => void
}

/** What stands in a thread without a message. */
export function EmptyThread({ threadId, onExample }: EmptyThreadProps) {
  const t = useTranslations('thread.empty')
  const curl = useCurl()
  const body = { role: 'user', content: t('example') }
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Button needs="run" onClick={() => onExample(t('example'))}>
          {t('use_example')}
        </Button>
      }
      curl={curl(`/threads/${threadId}/messages`, body)}
    />
  )
}
