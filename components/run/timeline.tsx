'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { Lifecycle } from '@/lib/run/lifecycle'
import type { Row } from '@/lib/run/timeline'
import type { AxisScale } from './axis-scale'
import { GridLines } from './time-axis'
import { TimelineRow } from './timeline-row'
import { useRowKeys } from './use-row-keys'
import { useRowWindow } from './use-row-window'
import { useTail } from './use-tail'

interface TimelineProps {
  readonly rows: readonly Row[]
  readonly scale: AxisScale
  readonly life: Lifecycle
  /** The id of the selected row, or null. */
  readonly selected: string | null
  readonly onSelect: (row: Row) => void
}

/**
 * A run's rows. One of them can be reached by Tab; arrows, Home and End move between them, Enter and Space select.
 * Follows the tail of a live run while the reader is there. Props: rows, scale, life, selected, onSelect.
 */
export function Timeline({ rows, scale, life, selected, onSelect }: TimelineProps) {
  const t = useTranslations('inspector')
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<HTMLDivElement>(null)
  const { first, last, rowPx, reveal } = useRowWindow({ box, drawn, count: rows.length })
  useTail(box, life.isLive ? 'follows' : 'stays')
  const home = Math.max(
    0,
    rows.findIndex(({ id }) => id === selected),
  )
  const { onClick, onKeyDown } = useRowKeys({ rows, onSelect, reveal })

  return (
    <div ref={box} className="relative max-h-[50dvh] overflow-y-auto">
      <div
        role="treegrid"
        aria-label={t('steps')}
        aria-rowcount={rows.length}
        onClick={onClick}
        onKeyDown={onKeyDown}
        className="relative"
        style={{ paddingTop: first * rowPx, paddingBottom: (rows.length - last) * rowPx }}
      >
        <div className="absolute inset-y-0 hidden wide:block wide:right-[6.25rem] wide:left-[13.25rem]">
          <GridLines scale={scale} />
        </div>
        <div ref={drawn} role="presentation" className="relative">
          {rows.slice(first, last).map((row, offset) => (
            <TimelineRow
              key={row.id}
              row={row}
              index={first + offset}
              scale={scale}
              isSoft={life.isSoft}
              isSelected={row.id === selected}
              isFocusable={first + offset === home}
            />
          ))}
        </div>
      </div>
    </div>
  )
}
