'use client'

import { ArrowDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { useTail } from '@/components/run/use-tail'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useCurl } from '@/components/use-curl'
import { useDays } from './day-separator'
import { LoadOlder } from './load-older'
import { Section, useSections } from './section'
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
  const { isAtTail, jump } = useTail(box, 'follows')
  const { entries, messages } = thread
  useKeptPlace(box, entries[0]?.id)
  const days = useDays(entries)
  const sections = useSections(entries)
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={box} data-scrolls tabIndex={-1} className="h-full overflow-y-auto outline-none">
        <div className="mx-auto flex w-full max-w-[46rem] flex-col gap-5 px-4 py-5">
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
      {!isAtTail && (
        <Button className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-(--overlay-shadow)" onClick={jump}>
          <ArrowDown size={14} aria-hidden />
          {t('jump')}
        </Button>
      )}
    </div>
  )
}

/** When older entries come in above, what the reader looks at stays where it is. */
function useKeptPlace(box: RefObject<HTMLElement | null>, first: string | undefined) {
  const fromEnd = useRef(0)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const note = () => void (fromEnd.current = element.scrollHeight - element.scrollTop)
    element.addEventListener('scroll', note, { passive: true })
    return () => element.removeEventListener('scroll', note)
  }, [box])
  const before = useRef(first)
  useLayoutEffect(() => {
    const element = box.current
    if (element && before.current !== undefined && before.current !== first && fromEnd.current > 0) {
      element.scrollTo({ top: element.scrollHeight - fromEnd.current })
    }
    before.current = first
  }, [box, first])
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
