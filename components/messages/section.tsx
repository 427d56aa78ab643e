'use client'

import { useState } from 'react'
import { sectionsOf } from '@/lib/inspector/thread-sections'
import type { ThreadEntry } from '@/lib/inspector/thread-view'
import { DaySeparator } from '@/components/conversation/day-separator'
import { MessageItem } from './message-item'
import { RunBlock } from './run-block'
import type { ThreadState } from './use-thread'

/** The estimated height of an entry before it is laid out. */
const ENTRY_REM = 7

interface SectionProps {
  readonly entries: readonly ThreadEntry[]
  readonly thread: ThreadState
  /** Where days begin: entry ids with Unix milliseconds. */
  readonly days: ReadonlyMap<string, number>
}

/**
 * Some entries of a conversation. The browser lays out nothing of them while all are out of sight, and still finds
 * their words. The padding at both sides is for outlines, which would be cut off.
 */
export function Section({ entries, thread, days }: SectionProps) {
  return (
    <div
      className="-mx-3 flex min-w-0 flex-col gap-5 px-3 [content-visibility:auto]"
      style={{ containIntrinsicSize: `auto ${entries.length * ENTRY_REM}rem` }}
    >
      {entries.map((entry) => (
        <div role="listitem" key={entry.id} data-entry={entry.id} className="min-w-0">
          {days.has(entry.id) && <DaySeparator ms={days.get(entry.id) ?? 0} />}
          <Entry entry={entry} thread={thread} />
        </div>
      ))}
    </div>
  )
}

function Entry({ entry, thread }: { entry: ThreadEntry; thread: ThreadState }) {
  if (entry.type === 'message') return <MessageItem message={entry.message} />
  return (
    <RunBlock
      run={entry.run}
      messages={entry.messages}
      summary={thread.summaries.find(({ id }) => id === entry.id)}
      view={thread.seen.find(({ run }) => run?.id === entry.id)}
    />
  )
}

/** The entries in sections that are counted from the entry that was the first when the page opened. */
export function useSections(entries: readonly ThreadEntry[]) {
  const [anchor, setAnchor] = useState(entries[0]?.id)
  const isKnown = entries.some(({ id }) => id === anchor)
  if (!isKnown && entries[0] && anchor !== entries[0].id) setAnchor(entries[0].id)
  return sectionsOf(entries, anchor)
}
