'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useFormatter, useTranslations } from 'next-intl'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { pressedOf } from '@/components/actions/keyboard'
import { useReveal } from '@/components/scrolling/use-reveal'
import { useDuration } from '@/components/ui/use-duration'
import type { LoggedEvent } from '@/lib/protocol/event'
import { bytesOf, type LogLine } from '@/lib/inspector/log-lines'

/** A line's height; under a finger. */
const LINE_PX = { fine: 28, coarse: 44 } as const
const PAGE_LINES = 10

interface EventListProps {
  readonly lines: readonly LogLine[]
  /** When the log begins. */
  readonly start: number
  readonly looked: LogLine | null
  readonly onLook: (event: LoggedEvent | null) => void
}

/**
 * The lines of a log. Up, Down, Home, End and the page keys step through it, Escape leaves; only what is in sight is
 * drawn. Props: lines, start, looked, onLook.
 */
export function EventList({ lines, start, looked, onLook }: EventListProps) {
  const t = useTranslations('inspector.log')
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [linePx] = useState(() => LINE_PX[matchMedia('(pointer: coarse)').matches ? 'coarse' : 'fine'])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => linePx,
    getItemKey: (index) => lines[index]!.seq,
    overscan: 16,
  })
  const at = looked === null ? -1 : lines.indexOf(looked)
  useReveal(virtual.scrollToIndex, at)

  const { lookAt, onKeyDown } = useSteps({ lines, at, onLook })

  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label={t('title')}
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      onKeyDown={onKeyDown}
      className={`@container max-h-[34dvh] min-h-20 overflow-y-auto rounded-chip -outline-offset-2
        max-wide:roomy:max-h-[20dvh]`}
    >
      {lines.length === 0 && <p className="px-2 text-row text-muted">{t('all_hidden')}</p>}
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start: top }) => (
          <div
            key={key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => lookAt(index)}
            className={`absolute inset-x-0 top-0 flex cursor-pointer items-center gap-3 rounded-chip px-2 font-mono
              text-meta ${index === at ? 'bg-sunken outline-1 -outline-offset-1 outline-control' : 'hover:bg-sunken'}`}
            style={{ height: linePx, transform: `translateY(${top}px)` }}
          >
            <Line line={lines[index]!} start={start} />
          </div>
        ))}
      </div>
    </div>
  )
}

interface StepsInput extends Pick<EventListProps, 'lines' | 'onLook'> {
  /** The place of the line that is looked at; -1 for none. */
  readonly at: number
}

function useSteps({ lines, at, onLook }: StepsInput) {
  /** A line of several deltas is looked at as it stood after the last of them. */
  const lookAt = (index: number) => onLook(lines[Math.min(Math.max(index, 0), lines.length - 1)]?.events.at(-1) ?? null)

  function onKeyDown(event: KeyboardEvent) {
    const move = pressedOf(event, {
      log_next: () => lookAt(at + 1),
      log_previous: () => lookAt(at < 0 ? lines.length - 1 : at - 1),
      log_page_down: () => lookAt(at + PAGE_LINES),
      log_page_up: () => lookAt(at - PAGE_LINES),
      log_first: () => lookAt(0),
      log_last: () => lookAt(lines.length - 1),
      log_leave: () => onLook(null),
    })
    if (!move) return
    event.preventDefault()
    move()
  }

  return { lookAt, onKeyDown }
}

function Line({ line, start }: { line: LogLine; start: number }) {
  const duration = useDuration()
  const t = useTranslations('inspector.log')
  const format = useFormatter()
  const bytes = bytesOf(line)
  const { length } = line.events
  return (
    <>
      <span className="w-[5.5rem] shrink-0 text-muted tabular-nums">{`+${duration(line.at - start)}`}</span>
      <span className="flex min-w-0 flex-1 gap-2">
        <span className="truncate">{line.event}</span>
        {length > 1 && <span className="shrink-0 text-muted">{`×${format.number(length)}`}</span>}
      </span>
      <span className="shrink-0 text-muted tabular-nums">
        {bytes < 1_000
          ? t('bytes', { bytes })
          : t('kilobytes', { size: format.number(bytes / 1_000, { maximumFractionDigits: 1 }) })}
      </span>
      <span className="hidden w-24 shrink-0 text-right text-muted tabular-nums @md:block">
        {length === 1 ? `#${line.seq}` : `#${line.seq}–${line.lastSeq}`}
      </span>
    </>
  )
}
