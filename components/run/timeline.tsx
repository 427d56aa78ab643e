'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { Lifecycle } from '@/lib/run/lifecycle'
import type { Row } from '@/lib/run/timeline'
import type { AxisScale } from './axis-scale'
import { GridLines } from './time-axis'
import { TimelineRow } from './timeline-row'
import { useRowKeys } from './use-row-keys'
import { useTail } from './use-tail'

const ROW_PX = 32

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
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]!.id,
    initialRect: { width: 1000, height: 640 },
    overscan: 12,
  })
  useTail(box, life.isLive ? 'follows' : 'stays')
  const home = Math.max(
    0,
    rows.findIndex(({ id }) => id === selected),
  )
  const { onClick, onKeyDown } = useRowKeys({ rows, onSelect, reveal: virtual.scrollToIndex })

  return (
    <div ref={box} className="relative max-h-[50dvh] overflow-y-auto">
      <div
        role="treegrid"
        aria-label={t('steps')}
        aria-rowcount={rows.length}
        onClick={onClick}
        onKeyDown={onKeyDown}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        <div className="absolute inset-y-0 hidden wide:block wide:right-[6.25rem] wide:left-[13.25rem]">
          <GridLines scale={scale} />
        </div>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            role="presentation"
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start}px)` }}
          >
            <TimelineRow
              row={rows[index]!}
              index={index}
              scale={scale}
              isSoft={life.isSoft}
              isSelected={rows[index]!.id === selected}
              isFocusable={index === home}
            />
          </div>
        ))}
      </div>
    </div>
  )
}
