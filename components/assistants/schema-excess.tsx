'use client'

import { useTranslations } from 'next-intl'
import type { SchemaPlace } from './schema-place'

/** In which way the schema at this place is larger than servers take; nothing for those around it. Props: place. */
export function SchemaExcess({ place: { path, problem } }: { place: SchemaPlace }) {
  const t = useTranslations('assistants.json')
  if (!problem || !isNearest(problem.path ?? '', path)) return null
  return (
    <p role="alert" data-status="failed" className="font-medium text-tone">
      {t(problem.problem, { name: '', most: problem.most ?? 0 })}
    </p>
  )
}

/** Whether no row below this one holds the place: what is within a row's own keywords belongs to the row itself. */
const isNearest = (problem: string, path: string) => !/^\/(?:items|properties\/[^/]+)/.test(problem.slice(path.length))
