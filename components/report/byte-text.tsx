'use client'

import { useFormatter, useTranslations } from 'next-intl'

/** A size: below a thousand in bytes, else in kilobytes. */
export function ByteText({ bytes }: { readonly bytes: number }) {
  const t = useTranslations('inspector.log')
  const format = useFormatter()
  if (bytes < 1_000) return t('bytes', { bytes })
  return t('kilobytes', { size: format.number(bytes / 1_000, { maximumFractionDigits: 1 }) })
}
