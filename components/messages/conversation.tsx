'use client'

import { useTranslations } from 'next-intl'
import { useRef, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { useDays } from '@/components/conversation/day-separator'
import { ArrowDown } from './icons'
import { LoadOlder } from './load-older'
import { Section, useSections } from './section'
import { useEnd } from './use-end'
import { useKeptPlace } from './use-kept-place'
import { useLinkedMessage } from './use-linked-message'
import type { ThreadState } from './use-thread'

interface ConversationProps {
  /** The name under which the reader's place is kept. */
  readonly name: string
  readonly thread: ThreadState
  /** Shown while there is no message. */
  readonly empty: ReactNode
}

/** What was said and done in a thread, oldest first. Stays at its end while the reader is there. */
export function Conversation({ name, thread, empty }: ConversationProps) {
  const t = useTranslations('thread')
  const box = useRef<HTMLDivElement>(null)
  const { isAtEnd, jump } = useEnd(box)
  useLinkedMessage(box, `place:${name}`, thread)
  useKeptPlace(box, `place:${name}`)
  const { entries, messages } = thread
  const days = useDays(entries)
  const sections = useSections(entries)
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        data-scrolls
        tabIndex={-1}
        className="peer flex h-full flex-col-reverse overflow-y-auto scroll-pb-14 outline-none short:h-auto
          short:overflow-visible"
      >
        <div className="mx-auto mb-auto flex w-full shrink-0 max-w-[46rem] flex-col gap-5 px-4 py-5">
          <h2 className="sr-only">{t('conversation')}</h2>
          {messages.hasNextPage && (
            <LoadOlder busy={messages.isFetchingNextPage} onLoad={() => void messages.fetchNextPage()} />
          )}
          {entries.length === 0 && empty}
          <div role="list" className="flex flex-col gap-5">
            {sections.map((section) => (
              <Section key={section.key} entries={section.entries} thread={thread} days={days} />
            ))}
          </div>
        </div>
      </div>
      {!isAtEnd && (
        // Where there is little room it does not cover what has the focus.
        <div
          className="absolute inset-x-0 bottom-3 flex h-0 items-end justify-center short:sticky
            short:peer-has-focus-visible:invisible"
        >
          <Button className="shadow-(--overlay-shadow)" onClick={jump}>
            <ArrowDown size={14} aria-hidden />
            {t('jump')}
          </Button>
        </div>
      )}
    </div>
  )
}
