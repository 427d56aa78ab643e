'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Plus, X } from '@/components/ui/icons'
import { KindSelect } from './kind-select'
import { NameInput } from './name-input'
import { RemovedLine } from './removed-line'
import { KeywordsButton, SchemaJson, SchemaKeywords } from './schema-json'
import { kindOf } from './schema-kind'
import { blankNode, countRows, newRow, rowProblemOf, type SchemaNode, type SchemaRow } from './schema-node'
import type { SchemaPlace } from './schema-place'
import { partProblemOf } from './schema-text'
import { SchemaWords } from './schema-words'
import { useRemovals } from './use-removals'

interface SchemaRowsProps {
  readonly rows: readonly SchemaRow[]
  /** The place of the object with these properties. */
  readonly place: SchemaPlace
  readonly onRows: (rows: readonly SchemaRow[]) => void
}

/** More are drawn when they are asked for. */
const MAX_AT_ONCE = 100

/** The properties of an object, a row each, and what adds one. */
function SchemaRows({ rows, place, onRows }: SchemaRowsProps) {
  const t = useTranslations('assistants.function')
  const [added, setAdded] = useState<number>()
  const [most, setMost] = useState(MAX_AT_ONCE)
  const removals = useRemovals(rows, onRows)
  const labelOf = (name: string, number: number) => `${place.prefix}${name || t('parameter_at', { number })}`
  return (
    <>
      {rows.slice(0, most).map((row, index) => {
        const problem = rowProblemOf(rows, index)
        return (
          <Row
            key={index}
            row={row}
            place={place.below(row.name, labelOf(row.name, index + 1))}
            error={problem && t(`row_problem.${problem}`, { name: row.name })}
            isNew={index === added}
            onChange={(part) => onRows(rows.with(index, { ...row, ...part }))}
            onRemove={() => removals.remove(index)}
          />
        )
      })}
      {rows.length > most && (
        <Button look="quiet" className="self-start" onClick={() => setMost(most + MAX_AT_ONCE)}>
          {t('more_rows', { count: rows.length - most })}
        </Button>
      )}
      <RemovedLine kind="parameter" name={removals.last?.name} onUndo={removals.undo} />
      <Button
        data-add="parameter"
        className="self-start"
        onClick={() => {
          setAdded(rows.length)
          setMost(Math.max(most, rows.length + 1))
          onRows([...rows, newRow(rows)])
        }}
      >
        <Plus size={14} aria-hidden />
        {place.prefix === '' ? t('add_parameter') : t('add_parameter_to', { name: place.label })}
      </Button>
    </>
  )
}

interface RowProps {
  readonly row: SchemaRow
  readonly place: SchemaPlace
  readonly error: string | undefined
  /** Just added: its name gets the focus. */
  readonly isNew: boolean
  readonly onChange: (part: Partial<SchemaRow>) => void
  readonly onRemove: () => void
}

/** A property: its name, type, whether it is required, and what else is said of it. */
function Row({ row, place, error, isNew, onChange, onRemove }: RowProps) {
  const t = useTranslations('assistants.function')
  const id = useId()
  return (
    <div
      role="group"
      aria-label={t('parameter', { name: place.label })}
      data-status={error ? 'failed' : undefined}
      className={`grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-center gap-2 border-l-2 pl-3
        @xl:grid-cols-[minmax(0,1fr)_10rem_auto_auto] ${error ? 'border-(--tone)' : 'border-line'}`}
    >
      <NameInput name={row.name} isNew={isNew} errorId={error && id} onName={(name) => onChange({ name })} />
      <IconButton
        label={t('remove_parameter', { name: place.label })}
        icon={<X size={14} />}
        data-remove="parameter"
        onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, onRemove)}
        className="@xl:order-1"
      />
      <KindSelect node={row} onNode={onChange} />
      <label className="touch flex items-center gap-1.5 text-row">
        <input
          type="checkbox"
          checked={row.required}
          onChange={(event) => onChange({ required: event.target.checked })}
          className="size-4 accent-ink"
        />
        {t('required')}
      </label>
      <div className="col-span-full flex min-w-0 flex-col gap-2 @xl:order-2">
        {error && (
          <p id={id} className="font-medium text-tone">
            {error}
          </p>
        )}
        <SchemaDetails node={row} place={place} onChange={onChange} />
      </div>
    </div>
  )
}

interface DetailsProps {
  readonly node: SchemaNode
  readonly place: SchemaPlace
  readonly onChange: (part: Partial<SchemaNode>) => void
}

/** The fields of a schema beside its name and type; of an object also its properties, of a list its items. */
export function SchemaDetails({ node, place, onChange }: DetailsProps) {
  const kind = kindOf(node)
  const json = { label: place.label, text: node.others, problem: partProblemOf(node) }
  const { items } = node
  // The description of the whole schema is that of the function.
  const [isAsked, setAsked] = useState(false)
  const hasKeywords = kind !== 'json' && (node.others !== '' || isAsked)
  const hasWords = kind !== 'json' && (place.isPart || node.description !== '' || kind !== 'object')
  return (
    <>
      <SchemaExcess place={place} />
      {kind === 'json' && <SchemaJson {...json} onText={(others) => onChange({ others })} />}
      {hasWords && (
        <SchemaWords node={node} onChange={onChange}>
          {!hasKeywords && <KeywordsButton label={place.label} onOpen={() => setAsked(true)} />}
        </SchemaWords>
      )}
      {kind === 'object' && <Properties node={node} place={place} onChange={onChange} />}
      {kind === 'object[]' && items && (
        <Properties
          node={items}
          place={place.items(place.label)}
          onChange={(part) => onChange({ items: { ...items, ...part } })}
        />
      )}
      {kind === 'array' && <Items node={node} place={place} onChange={onChange} />}
      {!hasWords && !hasKeywords && kind !== 'json' && (
        <KeywordsButton label={place.label} onOpen={() => setAsked(true)} />
      )}
      {hasKeywords && <SchemaKeywords {...json} startsOpen={isAsked} onText={(others) => onChange({ others })} />}
    </>
  )
}

/** The rows of an object within another; folded where the form is too long to be drawn whole. */
function Properties({ node, place, onChange }: DetailsProps) {
  const t = useTranslations('assistants.function')
  const [isOpen, setOpen] = useState(place.isOpen || !place.isPart)
  const rows = node.rows ?? []
  const isShown = isOpen || rows.length === 0 || place.problem !== undefined
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 pt-1">
      <legend className="sr-only">{t('parameters_of', { name: place.label })}</legend>
      {isShown ? (
        <SchemaRows rows={rows} place={place} onRows={(changed) => onChange({ rows: changed })} />
      ) : (
        <Button look="quiet" className="self-start" onClick={() => setOpen(true)}>
          {t('more_rows', { count: countRows(node) })}
        </Button>
      )}
    </fieldset>
  )
}

/** What each item of a list is, where that needs words of its own. */
function Items({ node, place, onChange }: DetailsProps) {
  const t = useTranslations('assistants.function')
  const items = node.items ?? blankNode('json')
  const label = t('items_of', { name: place.label })
  const change = (part: Partial<SchemaNode>) => onChange({ items: { ...items, ...part } })
  return (
    <div role="group" aria-label={label} className="flex min-w-0 flex-col gap-2 border-l-2 border-line pl-3">
      <div className="flex flex-wrap items-center gap-2 text-row">
        {t('each_item')}
        <span className="w-40">
          <KindSelect node={items} onNode={change} />
        </span>
      </div>
      <SchemaDetails node={items} place={place.items(label)} onChange={change} />
    </div>
  )
}

/** Which limit the schema at this place exceeds. The schemas around it do not repeat that. */
function SchemaExcess({ place: { path, problem } }: { place: SchemaPlace }) {
  const t = useTranslations('assistants.json')
  if (!problem || !isNearest(problem.path ?? '', path)) return null
  return (
    <p role="alert" data-status="failed" className="font-medium text-tone">
      {t(problem.problem, { name: '', most: problem.most ?? 0 })}
    </p>
  )
}

/** Whether the problem lies in no row below this one: what is within a row's own keywords belongs to the row itself. */
const isNearest = (problem: string, path: string) => !/^\/(?:items|properties\/[^/]+)/.test(problem.slice(path.length))
