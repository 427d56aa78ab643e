'use client'

import { Fragment, type ReactNode } from 'react'
import { UploadLine } from '@/components/uploads/upload-line'
import type { useTakenUploads } from './use-taken-uploads'

interface ResourceListProps {
  readonly label: string
  readonly ids: readonly string[]
  readonly lineOf: (id: string) => ReactNode
  /** Files that are on their way. */
  readonly taken: ReturnType<typeof useTakenUploads>
}

/** What a tool of an assistant has to work with, and what is being uploaded for it. */
export function ResourceList({ label, ids, lineOf, taken }: ResourceListProps) {
  const { uploads, retry, remove } = taken
  if (ids.length + uploads.length === 0) return null
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-field border border-line">
      {ids.map((id) => (
        <Fragment key={id}>{lineOf(id)}</Fragment>
      ))}
      {uploads.map((each) => (
        <UploadLine key={each.key} upload={each} retry={() => retry([each.key])} remove={() => remove([each.key])} />
      ))}
    </ul>
  )
}
