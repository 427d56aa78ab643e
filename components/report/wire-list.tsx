'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { pressedOf } from '@/components/actions/pressed'
import { useReveal } from '@/components/scrolling/use-reveal'
import { useDuration } from '@/components/ui/use-duration'
import { plainNumber } from '@/lib/i18n/plain-number'
import { bytesOf, type LogLine } from '@/lib/inspector/log-lines'
import { isRefusal, pathInShort, type ExchangeLine, type WireLine } from '@/lib/inspector/wire-lines'
import { ByteText } from './byte-text'

/** A line's height; under a finger. */
const LINE_PX = { fine: 28, coarse: 44 } as const
const PAGE_LINES = 10

interface WireListProps {
  readonly lines: readonly WireLine[]
  /** When the first of it happened. */
  readonly start: number
  readonly looked: WireLine | null
  /** Tells which lines are about what is selected; undefined while that is the run as a whole. */
  readonly about: ((line: WireLine) => boolean) | undefined
  readonly onLook: (line: WireLine | null) => void
}

/**
 * The lines of the wire. Up, Down, Home, End and the page keys step through them, Escape leaves; only what is in sight
 * is drawn. Those about what is selected are marked, and the first of them comes into sight when it is selected.
 */
export function WireList({ lines, start, looked, about, onLook }: WireListProps) {
  const t = useTranslations('inspector.log')
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [linePx] = useState(() => LINE_PX[matchMedia('(pointer: coarse)').matches ? 'coarse' : 'fine'])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => linePx,
    getItemKey: (index) => lines[index]!.key,
    overscan: 16,
  })
  const at = looked === null ? -1 : lines.indexOf(looked)
  const firstAbout = useMemo(() => (about ? lines.findIndex(about) : -1), [lines, about])
  const isLookedAbout = looked !== null && (!about || about(looked))
  useReveal(virtual.scrollToIndex, isLookedAbout ? at : firstAbout)

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
            <Line line={lines[index]!} start={start} isMarked={about?.(lines[index]!) ?? false} />
          </div>
        ))}
      </div>
    </div>
  )
}

interface StepsInput extends Pick<WireListProps, 'lines' | 'onLook'> {
  /** The place of the line that is looked at; -1 for none. */
  readonly at: number
}

function useSteps({ lines, at, onLook }: StepsInput) {
  const lookAt = (index: number) => onLook(lines[Math.min(Math.max(index, 0), lines.length - 1)] ?? null)

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

interface LineProps {
  readonly line: WireLine
  readonly start: number
  readonly isMarked: boolean
}

function Line({ line, start, isMarked }: LineProps) {
  const duration = useDuration()
  return (
    <>
      {isMarked && <span aria-hidden className="absolute inset-y-1 left-0 w-[3px] rounded-chip bg-ink" />}
      <span className="w-[5.5rem] shrink-0 text-muted tabular-nums">{`+${duration(line.at - start)}`}</span>
      {line.kind === 'frames' ? <Frames line={line.line} /> : <Exchange line={line} />}
    </>
  )
}

function Frames({ line }: { readonly line: LogLine }) {
  const t = useTranslations('inspector.log')
  const { length } = line.events
  const isPolled = line.events[0]?.source === 'poll'
  return (
    <>
      <span aria-hidden className="w-3 shrink-0 text-muted">
        {isPolled ? '≈' : '⋮'}
      </span>
      <span className="flex min-w-0 flex-1 gap-2">
        <span className="truncate">{line.event}</span>
        {length > 1 && <span className="shrink-0 text-muted">{`×${plainNumber(length)}`}</span>}
        {isPolled && (
          <span className="shrink-0 text-muted" title={t('polled_long')}>
            {t('polled')}
          </span>
        )}
      </span>
      <span className="shrink-0 text-muted tabular-nums">
        <ByteText bytes={bytesOf(line)} />
      </span>
      <span className="hidden w-24 shrink-0 text-right text-muted tabular-nums @md:block">
        {length === 1 ? `#${line.seq}` : `#${line.seq}–${line.lastSeq}`}
      </span>
    </>
  )
}

function Exchange({ line: { kind, exchange } }: { readonly line: ExchangeLine }) {
  const t = useTranslations('inspector.log')
  const { method, asked_by, request, answer } = exchange
  const path = pathInShort(exchange.path)
  const isRequest = kind === 'request'
  const isBad = !isRequest && isRefusal(exchange)
  return (
    <>
      <span aria-hidden className="w-3 shrink-0">
        {isRequest ? '→' : '←'}
      </span>
      <span className="flex min-w-0 flex-1 gap-2" {...(isBad && { 'data-status': 'failed' })}>
        <span className={`shrink-0 font-medium ${isBad ? 'text-tone' : ''}`}>
          <span className="sr-only">{t(`direction.${kind}`)} </span>
          {isRequest ? method : (answer?.status ?? t('no_answer'))}
        </span>
        <span className={`truncate ${isRequest ? '' : 'text-muted'}`}>{isRequest ? path : `${method} ${path}`}</span>
      </span>
      <span className="shrink-0 text-muted tabular-nums">
        <ByteText bytes={isRequest ? request.bytes : (answer?.bytes ?? 0)} />
      </span>
      <span className="hidden w-24 shrink-0 truncate text-right text-muted @md:block">{t(`asked_by.${asked_by}`)}</span>
    </>
  )
}
