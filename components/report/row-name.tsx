'use client'

import { useTranslations } from 'next-intl'
import type { Row } from '@/lib/inspector/timeline-row'
import { CallName } from './call-name'

/** What a row is called: a call by its function and what it was called with. Props: row. */
export function RowName({ row }: { row: Row }) {
  const t = useTranslations('inspector')
  const name = row.name ?? t(`row.${row.type}`)
  const label = row.isReplaced ? t('replaced_row', { name }) : name
  return row.parentId === null ? label : <CallName name={label} input={row.input} />
}
