'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { parameterTypes, rowProblemOf, takesOptions, type ParameterRow, type ParameterType } from './function-fields'
import { removeKeepingFocus } from './keep-focus'
import { Kept } from './kept'

interface ParameterRowsProps {
  readonly rows: readonly ParameterRow[]
  /** The place of the row that was added last: its name is to be written first. */
  readonly added: number | undefined
  readonly onRows: (rows: readonly ParameterRow[]) => void
}

/** What a function is given, a row each. Props: rows, added, onRows. */
export function ParameterRows({ rows, added, onRows }: ParameterRowsProps) {
  const t = useTranslations('assistants.function')
  return rows.map((row, index) => {
    const problem = rowProblemOf(rows, index)
    return (
      <Row
        key={index}
        row={row}
        label={row.name || t('parameter_at', { number: index + 1 })}
        error={problem && t(`row_problem.${problem}`, { name: row.name })}
        isNew={index === added}
        onChange={(part) => onRows(rows.with(index, { ...row, ...part }))}
        onRemove={() => onRows(rows.toSpliced(index, 1))}
      />
    )
  })
}

interface RowProps {
  readonly row: ParameterRow
  /** What the row is called to those who cannot see it. */
  readonly label: string
  readonly error: string | undefined
  readonly isNew: boolean
  readonly onChange: (part: Partial<ParameterRow>) => void
  readonly onRemove: () => void
}

function Row({ row, label, error, isNew, onChange, onRemove }: RowProps) {
  const t = useTranslations('assistants.function')
  const id = useId()
  return (
    <div
      role="group"
      aria-label={t('parameter', { name: label })}
      data-status={error ? 'failed' : undefined}
      className={`grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-center gap-2 border-l-2 pl-3
        @xl:grid-cols-[minmax(0,1fr)_10rem_auto_auto] ${error ? 'border-(--tone)' : 'border-line'}`}
    >
      <NameInput row={row} isNew={isNew} errorId={error && id} onChange={onChange} />
      <IconButton
        label={t('remove_parameter', { name: label })}
        icon={<X size={14} />}
        data-remove="parameter"
        onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, onRemove)}
        className="@xl:order-1"
      />
      <Select
        aria-label={t('type')}
        value={row.type}
        onChange={(event) => onChange({ type: event.target.value as ParameterType })}
        className="w-full"
      >
        {parameterTypes.map((type) => (
          <option key={type} value={type}>
            {t(`types.${typeKeys[type]}`)}
          </option>
        ))}
      </Select>
      <label className="touch flex items-center gap-1.5 text-row">
        <input
          type="checkbox"
          checked={row.required}
          onChange={(event) => onChange({ required: event.target.checked })}
          className="size-4 accent-ink"
        />
        {t('required')}
      </label>
      <Details row={row} onChange={onChange} error={error} errorId={id} />
    </div>
  )
}

/** What stands below a parameter's name and type. */
function Details({
  row,
  onChange,
  error,
  errorId,
}: Pick<RowProps, 'row' | 'onChange' | 'error'> & { errorId: string }) {
  const t = useTranslations('assistants.function')
  return (
    <div className="col-span-full flex min-w-0 flex-wrap gap-x-3 gap-y-2 @xl:order-2">
      {error && (
        <p id={errorId} className="w-full font-medium text-tone">
          {error}
        </p>
      )}
      <label className="flex min-w-0 flex-[2_1_14rem] flex-col gap-0.5 text-meta text-muted">
        {t('parameter_description')}
        <Input
          placeholder={t('parameter_description_placeholder')}
          value={row.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </label>
      {takesOptions(row.type) && (
        <label className="flex min-w-0 flex-[1_1_11rem] flex-col gap-0.5 text-meta text-muted">
          {t('options')}
          <Input
            placeholder={t('options_placeholder')}
            autoComplete="off"
            spellCheck={false}
            value={row.options}
            onChange={(event) => onChange({ options: event.target.value })}
          />
        </label>
      )}
      <Kept kept={Object.keys(row.kept)} />
    </div>
  )
}

/** The types under names that a catalogue can have. */
const typeKeys = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  'string[]': 'strings',
  'number[]': 'numbers',
  'integer[]': 'integers',
} as const satisfies Record<ParameterType, string>

interface NameInputProps extends Pick<RowProps, 'row' | 'isNew' | 'onChange'> {
  readonly errorId: string | undefined
}

function NameInput({ row, isNew, errorId, onChange }: NameInputProps) {
  const t = useTranslations('assistants.function')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isNew) return
    input.current?.focus()
    input.current?.select()
  }, [isNew])
  return (
    <Input
      ref={input}
      aria-label={t('parameter_name')}
      aria-invalid={errorId ? true : undefined}
      aria-describedby={errorId}
      placeholder={t('parameter_name')}
      autoComplete="off"
      spellCheck={false}
      value={row.name}
      onChange={(event) => onChange({ name: event.target.value })}
      className="font-mono"
    />
  )
}
