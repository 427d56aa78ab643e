'use client'

import { useTranslations } from 'next-intl'
import { copyText } from './copy-text'
import { toast } from './toast-store'

/** Copies a text and says in a toast whether it worked; for menus. Buttons use CopyButton. */
export function useCopy() {
  const t = useTranslations('common')
  return (text: string) => {
    copyText(text).then(
      () => toast(t('copied')),
      () => toast(t('copy_failed'), 'error'),
    )
  }
}
