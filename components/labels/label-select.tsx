'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { useAwaitsDelete } from '@/components/deletes/use-pending-deletes'
import { counted } from '@/components/lists/counted'
import { plainName } from '@/components/names/plain-name'
import { Select } from '@/components/ui/select'
import { labelsQuery } from '@/lib/client/queries'
import type { LabelKind } from '@/lib/protocol/playground'
import { foldLabel } from '@/lib/run/fold-label'

interface LabelSelectProps {
  readonly kind: LabelKind
  readonly value: string
  readonly onChange: (label: string) => void
}

/** Filters by label; nothing while no label is in use. */
export function LabelSelect({ kind, value, onChange }: LabelSelectProps) {
  const t = useTranslations('lists.labels')
  const awaitsDelete = useAwaitsDelete()
  const { data: labels = [] } = useQuery(labelsQuery(useApi(), kind))
  const chosen = labels.find(({ label }) => foldLabel(label) === foldLabel(value))?.label ?? value
  if (labels.length === 0 && !value) return null
  return (
    <Select
      aria-label={t('filter')}
      value={chosen}
      onChange={(event) => onChange(event.target.value)}
      className="max-w-48"
    >
      <option value="">{t('any')}</option>
      {chosen === value && value && !labels.some(({ label }) => label === value) && <option>{value}</option>}
      {labels.map(({ label, count }) => (
        <option key={label} value={label}>
          {awaitsDelete ? plainName(label) : t('option', { label: plainName(label), count: counted(count) })}
        </option>
      ))}
    </Select>
  )
}
