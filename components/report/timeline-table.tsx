'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useLocale, useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useDuration } from '@/components/ui/use-duration'
import { StatusChip } from '@/components/ui/status-chip'
import { Head, WIDE_ONLY } from '@/components/ui/table'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Row } from '@/lib/inspector/timeline-row'
import { isDeclined } from '@/lib/run/call-responder'
import { toClock } from './clock-text'
import { DeclinedChip } from './declined-chip'
import { RowName } from './row-name'
import { about } from './bar-place'

const ROW_PX = 36
const NUMBER = 'px-2 text-right last:pr-0 font-mono text-meta whitespace-nowrap tabular-nums'

interface TimelineTableProps {
  readonly rows: readonly Row[]
  readonly life: Lifecycle
  readonly selected: string | null
  readonly onSelect: (row: Row) => void
}

/** The timeline in words and numbers. Only the lines in sight are drawn. Props: rows, life, selected, onSelect. */
export function TimelineTable({ rows, life, selected, onSelect }: TimelineTableProps) {
  const t = useTranslations('inspector')
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const drawn = virtual.getVirtualItems()
  const above = drawn[0]?.start ?? 0
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)
  return (
    <div ref={box} tabIndex={0} role="region" aria-label={t('steps')} className="max-h-[50dvh] overflow-auto">
      <table aria-label={t('steps')} aria-rowcount={rows.length + 1} className="w-full border-collapse text-left">
        <thead className="sticky top-0 z-10 bg-paper">
          <tr className="border-b border-line text-meta text-muted">
            <Head>{t('column.name')}</Head>
            <Head>{t('column.status')}</Head>
            <Head className={`${WIDE_ONLY} text-right`}>{t('column.clock')}</Head>
            <Head className="text-right">{t('column.began')}</Head>
            <Head className="text-right">{t('column.took')}</Head>
            <Head className={`${WIDE_ONLY} text-right`}>{t('column.waited')}</Head>
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {drawn.map(({ index }) => (
            <Line
              key={rows[index]!.id}
              row={rows[index]!}
              index={index}
              life={life}
              isSelected={rows[index]!.id === selected}
              onSelect={onSelect}
            />
          ))}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  )
}

interface LineProps {
  readonly row: Row
  readonly index: number
  readonly life: Lifecycle
  readonly isSelected: boolean
  readonly onSelect: (row: Row) => void
}

function Line({ row, index, life, isSelected, onSelect }: LineProps) {
  const duration = useDuration()
  const locale = useLocale()
  const waited = row.bars.filter(({ kind }) => kind === 'waiting').reduce((sum, { from, to }) => sum + to - from, 0)
  return (
    <tr aria-rowindex={index + 2} className={`h-9 border-b border-line ${isSelected ? 'bg-sunken' : ''}`}>
      <th scope="row" className={`pr-2 text-row font-normal ${row.parentId === null ? '' : 'pl-6'}`}>
        <button
          type="button"
          aria-pressed={isSelected}
          onClick={() => onSelect(row)}
          className={`touch max-w-56 truncate rounded-chip text-left hover:underline
            ${row.parentId === null ? '' : 'font-mono text-meta'} ${isSelected ? 'font-medium' : ''}`}
        >
          <RowName row={row} />
        </button>
      </th>
      <td className="px-2">
        {isDeclined(row.responder) ? <DeclinedChip muted /> : <StatusChip status={row.cutBy ?? row.status} muted />}
      </td>
      <td className={`${NUMBER} ${WIDE_ONLY}`}>
        {toClock(row.from, locale, life.isSoft ? 'seconds' : 'milliseconds')}
      </td>
      <td
        className={NUMBER}
      >{`${row.softness === 'from' || row.softness === 'both' ? '≈ ' : ''}+${duration(row.from - life.from)}`}</td>
      <td className={NUMBER}>{`${about(row.softness)}${duration(row.to - row.from)}`}</td>
      <td className={`${NUMBER} ${WIDE_ONLY}`}>{waited > 0 ? duration(waited) : '–'}</td>
    </tr>
  )
}
