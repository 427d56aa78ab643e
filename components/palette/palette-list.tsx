'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { Check } from '@/components/ui/icons'
import { optionIdOf } from './option-id'
import { paletteGroups, type PaletteItem } from './palette-item'

interface PaletteListProps {
  readonly id: string
  /** Group by group. */
  readonly items: readonly PaletteItem[]
  readonly active: number
  readonly onChoose: (item: PaletteItem) => void
  readonly onPoint: (index: number) => void
}

/** What was found, under its headings. The focus stays in the box above; one line is the active one. */
export function PaletteList({ id, items, active, onChoose, onPoint }: PaletteListProps) {
  const t = useTranslations('palette')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('results')} className="min-h-0 flex-1 overflow-y-auto p-1.5">
      {paletteGroups.map((group) => {
        const inside = items.flatMap((item, index) => (item.group === group ? [{ item, index }] : []))
        if (inside.length === 0) return null
        return (
          <div key={group} role="group" aria-label={t(`group.${group}`)} className="not-first:mt-1.5">
            <p aria-hidden className="px-2.5 pt-1 pb-0.5 text-meta text-muted">
              {t(`group.${group}`)}
            </p>
            {inside.map(({ item, index }) => (
              <Option
                key={`${item.group} ${item.id}`}
                item={item}
                index={index}
                isActive={index === active}
                onChoose={onChoose}
                onPoint={onPoint}
              />
            ))}
          </div>
        )
      })}
    </div>
  )
}

interface OptionProps extends Pick<PaletteListProps, 'onChoose' | 'onPoint'> {
  readonly item: PaletteItem
  readonly index: number
  readonly isActive: boolean
}

function Option({ item, index, isActive, onChoose, onPoint }: OptionProps) {
  return (
    <div
      id={optionIdOf(index)}
      role="option"
      aria-selected={isActive}
      onClick={() => onChoose(item)}
      onPointerMove={() => isActive || onPoint(index)}
      className={`touch flex h-9 cursor-pointer items-center gap-2.5 rounded-field px-2.5 text-row scroll-my-8
        aria-selected:bg-sunken aria-selected:outline aria-selected:outline-control`}
    >
      <span className="flex w-4 shrink-0 justify-center text-muted">{item.mark}</span>
      <span dir="auto" className="min-w-0 flex-1 truncate text-left">
        {item.label}
      </span>
      {item.isCurrent && <Check size={14} aria-hidden className="shrink-0 text-muted" />}
      {item.note && <span className="max-w-40 shrink-0 truncate text-meta text-muted">{item.note}</span>}
      {item.shortcut && <ShortcutHint name={item.shortcut} />}
    </div>
  )
}
