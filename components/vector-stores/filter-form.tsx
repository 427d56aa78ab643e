'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { ChevronDown, Plus, X } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Popover } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { attributeLimits } from '@/lib/protocol/limits'
import { filterOf, noFilter, operators, writtenFilter, type FilterRow, type WrittenFilter } from './attribute-filter'
import { ValueInput } from './value-input'

interface FilterFormProps {
  /** JSON; empty for none. */
  readonly filter: string
  readonly onChange: (filter: string) => void
}

const joins = ['and', 'or'] as const
const blank: FilterRow = { key: '', operator: 'eq', type: 'text', value: '' }

/** Searches only files with certain attributes. */
export function FilterForm({ filter, onChange }: FilterFormProps) {
  const t = useTranslations('stores.filter')
  const panel = useRef<HTMLDivElement>(null)
  const [edited, setEdited] = useState<WrittenFilter>()
  const { join, rows } = edited ?? writtenFilter(filter)
  const shown = rows.length > 0 ? rows : [blank]
  const change = (next: Partial<WrittenFilter>) => setEdited({ join, rows: shown, ...next })
  function apply(written: WrittenFilter) {
    const wanted = filterOf(written)
    setEdited(undefined)
    panel.current?.hidePopover()
    onChange(wanted ? JSON.stringify(wanted) : '')
  }
  return (
    <Popover
      label={t('title')}
      panelRef={panel}
      panelClass="w-[36rem] max-w-[calc(100vw-1rem)] max-h-[calc(100dvh-0.5rem)] overflow-y-auto p-4"
      className="px-2 text-row text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          {t('trigger', { count: writtenFilter(filter).rows.length })}
          <ChevronDown size={14} aria-hidden />
        </>
      }
    >
      <div className="flex min-w-0 flex-col gap-3">
        <p className="text-meta text-muted">{t('hint')}</p>
        {shown.length > 1 && (
          <Select
            aria-label={t('join')}
            value={join}
            onChange={({ target }) => change({ join: joins[target.selectedIndex === 0 ? 0 : 1] })}
          >
            {joins.map((each) => (
              <option key={each} value={each}>
                {t(each)}
              </option>
            ))}
          </Select>
        )}
        {shown.map((row, index) => (
          <Row
            key={index}
            row={row}
            onChange={(fields) =>
              change({ rows: shown.map((each, at) => (at === index ? { ...each, ...fields } : each)) })
            }
            onRemove={() => change({ rows: shown.filter((_, at) => at !== index) })}
          />
        ))}
        <Buttons
          onAdd={() => change({ rows: [...shown, blank] })}
          onClear={filter ? () => apply(noFilter) : undefined}
          onApply={() => apply({ join, rows: shown })}
        />
      </div>
    </Popover>
  )
}

interface RowProps {
  readonly row: FilterRow
  readonly onChange: (fields: Partial<FilterRow>) => void
  readonly onRemove: () => void
}

function Row({ row, onChange, onRemove }: RowProps) {
  const t = useTranslations('stores.filter')
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <Input
        aria-label={t('key')}
        placeholder={t('key')}
        maxLength={attributeLimits.key}
        value={row.key}
        onChange={({ target }) => onChange({ key: target.value })}
        className="max-w-32 font-mono"
      />
      <Select
        aria-label={t('operator')}
        value={row.operator}
        onChange={({ target }) => {
          const operator = operators.find((each) => each === target.value)
          if (operator) onChange({ operator })
        }}
        className="w-20 shrink-0"
      >
        {operators.map((each) => (
          <option key={each} value={each}>
            {t(`operators.${each}`)}
          </option>
        ))}
      </Select>
      <ValueInput pair={row} onChange={onChange} />
      <IconButton label={t('remove')} icon={<X size={14} />} onClick={onRemove} />
    </div>
  )
}

interface ButtonsProps {
  readonly onAdd: () => void
  readonly onClear: (() => void) | undefined
  readonly onApply: () => void
}

function Buttons({ onAdd, onClear, onApply }: ButtonsProps) {
  const t = useTranslations('stores.filter')
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="quiet" onClick={onAdd}>
        <Plus size={14} aria-hidden />
        {t('add')}
      </Button>
      <span className="ml-auto flex gap-2">
        {onClear && <Button onClick={onClear}>{t('clear')}</Button>}
        <Button look="primary" onClick={onApply}>
          {t('apply')}
        </Button>
      </span>
    </div>
  )
}
