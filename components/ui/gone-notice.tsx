'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'

interface GoneNoticeProps {
  readonly what: 'thread' | 'run' | 'file' | 'vector_store'
  /** Its list. */
  readonly back: { readonly href: string; readonly label: string }
}

/** Says that what the page shows was deleted while it was open. */
export function GoneNotice({ what, back }: GoneNoticeProps) {
  const t = useTranslations('errors.gone')
  return (
    <p
      role="alert"
      data-status="failed"
      className="flex flex-wrap items-center justify-center gap-x-3 bg-tint px-4 py-2 text-row font-medium text-tone"
    >
      {t(what)}
      <Link href={back.href} prefetch={false} className="touch flex items-center underline underline-offset-2">
        {back.label}
      </Link>
    </p>
  )
}
