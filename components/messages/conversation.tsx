'use client'

import { ArrowDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useCurl } from '@/components/use-curl'
import { useDays } from './day-separator'
import { LoadOlder } from './load-older'
import { Section, useSections } from './section'
import { useEnd } from './use-end'
import type { ThreadState } from './use-thread'

interface ConversationProps {
  readonly threadId: string
  readonly thread: ThreadState
  readonly onExample: (text: string) => void
}

/**
 * What was said and done in a thread, oldest first. Stays at its end while the reader is there.
 * Props: threadId, thread, onExample = offers a first message to the composer.
 */
export function Conversation({ threadId, thread, onExample }: ConversationProps) {
  const t = useTranslations('thread')
  const box = useRef<HTMLDivElement>(null)
  const { isAtEnd, jump } = useEnd(box)
  const { entries, messages } = thread
  const days = useDays(entries)
  const sections = useSections(entries)
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={box} data-scrolls tabIndex={-1} className="flex h-full flex-col-reverse overflow-y-auto outline-none">
        <div className="mx-auto mb-auto flex w-full shrink-0 max-w-[46rem] flex-col gap-5 px-4 py-5">
          <h2 className="sr-only">{t('conversation')}</h2>
          {messages.hasNextPage && (
            <LoadOlder busy={messages.isFetchingNextPage} onLoad={() => void messages.fetchNextPage()} />
          )}
          {entries.length === 0 && <Empty threadId={threadId} onExample={onExample} />}
          <div role="list" className="flex flex-col gap-5">
            {sections.map((section) => (
              <Section key={section.key} entries={section.entries} thread={thread} days={days} />
            ))}
          </div>
        </div>
      </div>
      {!isAtEnd && (
        <Button className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-(--overlay-shadow)" onClick={jump}>
          <ArrowDown size={14} aria-hidden />
          {t('jump')}
        </Button>
      )}
    </div>
  )
}

function Empty({ threadId, onExample }: Omit<ConversationProps, 'thread'>) {
  const t = useTranslations('thread.empty')
  const curl = useCurl()
  const body = { role: 'user', content: t('example') }
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={<Button onClick={() => onExample(t('example'))}>{t('use_example')}</Button>}
      curl={curl(`/threads/${threadId}/messages`, body)}
    />
  )
}
