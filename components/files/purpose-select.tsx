'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/components/ui/select'
import { uploadPurposes } from '@/components/uploads/upload-purposes'
import type { StoredFile } from '@/lib/protocol/file'

interface PurposeSelectProps {
  readonly value: string
  /** Those that are known: backends have purposes of their own. */
  readonly files: readonly StoredFile[]
  readonly onChange: (purpose: string) => void
}

/** Filters by what files are for. */
export function PurposeSelect({ value, files, onChange }: PurposeSelectProps) {
  const t = useTranslations('files')
  const purposes = new Set([...uploadPurposes, 'assistants_output', ...files.map(({ purpose }) => purpose)])
  if (value) purposes.add(value)
  return (
    <Select aria-label={t('purpose.label')} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('purpose.any')}</option>
      {[...purposes].map((purpose) => (
        <option key={purpose}>{purpose}</option>
      ))}
    </Select>
  )
}
