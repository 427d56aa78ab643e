'use client'

import { useTranslations } from 'next-intl'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { datesParam, type TimeKind, timeKinds, timeOf, timePresets } from './thread-times'

/** By which time, and what of it, as they stand in the address; the time is empty where any will do. */
interface TimeFilterProps {
  readonly used: string
  readonly created: string
  readonly onChange: (times: Readonly<Record<TimeKind, string>>) => void
}

const none = { used: '', created: '' } as const

/** Which threads by when they were created, or used last: some days back, or between two dates. */
export function TimeFilter({ used, created, onChange }: TimeFilterProps) {
  const t = useTranslations('threads.filter')
  const kind = created ? 'created' : 'used'
  const param = created || used
  const { preset, first, last } = timeOf(param)
  const value = preset ? `${kind}_${preset}` : first === undefined ? '' : `${kind}_dates`

  function choose(chosen: string) {
    const [by = '', what = ''] = chosen.split('_')
    if (!chosen) return onChange(none)
    onChange({ ...none, [by]: what === 'dates' ? datesParam('', '') : what })
  }

  return (
    <>
      <Select
        aria-label={t('time')}
        value={value}
        onChange={({ target }) => choose(target.value)}
        className="max-w-full"
      >
        <option value="">{t('any_time')}</option>
        {timeKinds.map((by) => (
          <optgroup key={by} label={t(by)}>
            {([...timePresets, 'dates'] as const).map((what) => (
              <option key={what} value={`${by}_${what}`}>
                {t(`${by}_${what}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      {first !== undefined && last !== undefined && (
        <span className="flex flex-wrap items-center gap-2 text-row">
          <DateInput
            label={t('first')}
            value={first}
            max={last}
            onDate={(date) => onChange({ ...none, [kind]: datesParam(date, last) })}
          />
          <DateInput
            label={t('last')}
            value={last}
            min={first}
            onDate={(date) => onChange({ ...none, [kind]: datesParam(first, date) })}
          />
        </span>
      )}
    </>
  )
}

interface DateInputProps {
  readonly label: string
  readonly value: string
  readonly min?: string
  readonly max?: string
  readonly onDate: (date: string) => void
}

function DateInput({ label, value, min, max, onDate }: DateInputProps) {
  return (
    <label className="flex items-center gap-1.5">
      <span className="text-muted">{label}</span>
      <Input
        type="date"
        className="w-auto"
        value={value}
        min={min || undefined}
        max={max || undefined}
        onChange={({ target }) => onDate(target.value)}
      />
    </label>
  )
}
