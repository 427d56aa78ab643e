'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useReveal } from '@/components/scrolling/use-reveal'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Row } from '@/lib/inspector/timeline-row'
import { GridLines } from './time-axis'
import { HEAD_REM, TimelineHead } from './timeline-head'
import { TimelineRow } from './timeline-row'
import { useBranches } from './use-branches'
import { useRowKeys } from './use-row-keys'
import { useRowWindow } from './use-row-window'
import { useTail } from './use-tail'
import type { Zoom } from './use-zoom'

/** Where there are more rows than fit, it says which are in sight. */
const MAX_UNCOUNTED = 12

interface TimelineProps {
  readonly rows: readonly Row[]
  readonly zoom: Zoom
  readonly life: Lifecycle
  /** The id of the selected row, or null. */
  readonly selected: string | null
  /** The moment that is looked at in the event log. */
  readonly pinned: number | null
  /** Leaves the log its room. */
  readonly isLogOpen: boolean
  /** For how many rows there is room from the start, so that nothing moves as they come. */
  readonly room: number
  readonly onSelect: (row: Row) => void
  readonly onSelectRun: () => void
}

/**
 * The lane of a run's life and below it, on the same axis, its rows: a tree of steps and calls. One row can be reached
 * by Tab, the arrows do the rest. Follows the tail of a live run while the reader is there.
 * Props: rows, zoom, life, selected, pinned, isLogOpen, room, onSelect, onSelectRun.
 */
export function Timeline({ rows: all, zoom, life, selected, pinned, isLogOpen, room, ...on }: TimelineProps) {
  const t = useTranslations('inspector')
  const box = useRef<HTMLDivElement>(null)
  const branches = useBranches(all, selected)
  const { rows } = branches
  const drawn = useRef<HTMLDivElement>(null)
  const { first, last, rowPx, reveal, seen } = useRowWindow({ box, drawn, count: rows.length, headRem: HEAD_REM })
  useTail(box, life.isLive ? 'follows' : 'stays')
  const place = rows.findIndex(({ id }) => id === selected)
  const { onClick, onKeyDown } = useRowKeys({ rows, branches, onSelect: on.onSelect, reveal })
  useReveal(reveal, place)

  return (
    <>
      <div
        ref={box}
        className={`scroll-shown relative max-h-[50dvh] touch-pan-y overflow-y-auto ${isLogOpen ? 'wide:tall:max-h-[30dvh]' : ''}`}
      >
        <TimelineHead
          life={life}
          zoom={zoom}
          pinned={pinned}
          isSelected={selected === null}
          onSelect={on.onSelectRun}
        />
        <div
          role="treegrid"
          aria-label={t('steps')}
          aria-rowcount={rows.length}
          onClick={onClick}
          onKeyDown={onKeyDown}
          className="relative"
          style={roomOf({ first, last, count: rows.length, rowPx, room })}
        >
          <div className="absolute inset-y-0 hidden wide:block wide:right-[6.25rem] wide:left-[13.25rem]">
            <GridLines scale={zoom.scale} pinned={pinned} />
          </div>
          <div ref={drawn} role="presentation" className="relative">
            {rows.slice(first, last).map((row, offset) => (
              <TimelineRow
                key={row.id}
                row={row}
                index={first + offset}
                scale={zoom.scale}
                isSelected={row.id === selected}
                isFocusable={first + offset === Math.max(0, place)}
                branch={branches.stateOf(row)}
              />
            ))}
          </div>
        </div>
      </div>
      {Math.max(rows.length, room) > MAX_UNCOUNTED && (
        <p className="pr-2 text-right text-meta text-muted tabular-nums">
          {seen ? t('rows', { ...seen, count: rows.length }) : '\u00a0'}
        </p>
      )}
    </>
  )
}

interface Room {
  readonly first: number
  readonly last: number
  readonly count: number
  readonly rowPx: number
  readonly room: number
}

/** The place of the rows that are not drawn, and of those that are to come. */
const roomOf = ({ first, last, count, rowPx, room }: Room) => ({
  paddingTop: first * rowPx,
  paddingBottom: (count - last) * rowPx,
  minHeight: room * rowPx,
})
