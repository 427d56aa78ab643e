'use client'

import { useTranslations } from 'next-intl'

interface NotShownProps {
  readonly why: 'pdf' | 'office' | 'archive' | 'media' | 'empty' | 'broken_image' | 'binary'
}

/** Why nothing of a file is shown. */
export function NotShown({ why }: NotShownProps) {
  const t = useTranslations('files.preview.not_shown')
  return <p className="rounded-field border border-line bg-sunken px-4 py-6 text-row text-muted">{t(why)}</p>
}
