'use client'

import { useTranslations } from 'next-intl'
import type { Unreadable } from '@/lib/capsule/capsule'

interface UnreadablePartsProps {
  readonly parts: readonly Unreadable[]
  /** How many more there are that are not shown. */
  readonly more?: number
}

/** What of a file is not what should stand there, as text. Nothing where there is none. */
export function UnreadableParts({ parts, more = 0 }: UnreadablePartsProps) {
  const t = useTranslations('capsule.view')
  return (
    <>
      {parts.map((part, index) => (
        <figure
          // They never change.
          key={index}
          data-status="incomplete"
          className="my-2 flex min-w-0 flex-col gap-1 rounded-field border border-line p-3"
        >
          <figcaption className="text-meta font-medium text-tone">{t(`unreadable_part.${part.kind}`)}</figcaption>
          <pre
            tabIndex={0}
            className="max-h-40 overflow-y-auto font-mono text-meta wrap-anywhere whitespace-pre-wrap text-muted"
          >
            {part.text}
          </pre>
        </figure>
      ))}
      {more > 0 && <p className="text-meta text-muted">{t('unreadable_more', { count: more })}</p>}
    </>
  )
}
