'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { toDuration } from '@/components/ui/duration'
import { JsonView } from '@/components/ui/json-view'
import type { LogEntry } from '@/lib/run/fold'

const LINE_PX = 28

/** A line an entry of the log; one at a time opens to its JSON. Props: log, not empty. */
export function EventLines({ log }: { log: readonly LogEntry[] }) {
  const t = useTranslations('inspector.log')
  const box = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<number | null>(null)
  const start = log[0]!.at
  const virtual = useVirtualizer({
    count: log.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => log[index]!.seq,
    overscan: 16,
  })
  return (
    <div ref={box} tabIndex={0} role="group" aria-label={t('title')} className="mt-2 max-h-[50dvh] overflow-y-auto">
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start: top }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${top}px)` }}
          >
            <Line
              entry={log[index]!}
              start={start}
              isOpen={opened === log[index]!.seq}
              onToggle={() => setOpened(opened === log[index]!.seq ? null : log[index]!.seq)}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

interface LineProps {
  readonly entry: LogEntry
  readonly start: number
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Line({ entry, start, isOpen, onToggle }: LineProps) {
  const numbers = entry.count === 1 ? `#${entry.seq}` : `#${entry.seq}–${entry.lastSeq}`
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className={`touch grid h-7 w-full grid-cols-[5.5rem_minmax(0,1fr)_auto] items-center gap-3 rounded-chip px-2
          text-left font-mono text-meta -outline-offset-2 hover:bg-sunken`}
      >
        <span className="text-muted tabular-nums">+{toDuration(entry.at - start)}</span>
        <span className="truncate">
          {entry.event}
          {entry.count > 1 && <span className="ml-2 text-muted">×{entry.count}</span>}
        </span>
        <span className="text-muted tabular-nums">{numbers}</span>
      </button>
      {isOpen && (
        <div className="px-2 py-2">
          <JsonView label={entry.event} value={entry.data} />
        </div>
      )}
    </>
  )
}
