'use client'

import { useTranslations } from 'next-intl'
import { useListed } from '@/components/names/use-listed'
import { Select } from '@/components/ui/select'
import { runStatuses } from '@/lib/protocol/status'

interface StatusSelectProps {
  /** One status, or several separated by commas, as an address may have them. */
  readonly value: string
  readonly onChange: (status: string) => void
}

/** Which threads by how their newest run stands. */
export function StatusSelect({ value, onChange }: StatusSelectProps) {
  const t = useTranslations('threads.filter')
  const word = useTranslations('status')
  const listed = useListed()
  const several = value.includes(',') ? runStatuses.filter((status) => value.split(',').includes(status)) : []
  return (
    <Select
      aria-label={t('status')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="max-w-full"
    >
      <option value="">{t('any_status')}</option>
      {several.length > 0 && <option value={value}>{listed(several.map((status) => word(status)))}</option>}
      {runStatuses.map((status) => (
        <option key={status} value={status}>
          {word(status)}
        </option>
      ))}
    </Select>
  )
}
