'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { Suspense, useMemo, type ComponentType } from 'react'
import { lateDialog } from '@/components/late/late'
import type { Messages } from '@/lib/i18n/catalogue-en'
import { capsuleTexts } from '@/lib/i18n/capsule-texts'
import type { ShareDialogProps } from './share-dialog'

// The dialog and its words in the reader's language, which few visits need.
const parts = {
  en: lateDialog(() => inWords(import('./share-dialog').then(dialogIn), capsuleTexts.en())),
  'zh-CN': lateDialog(() => inWords(import('./share-dialog').then(dialogIn), capsuleTexts['zh-CN']())),
}

function dialogIn(file: { readonly ShareDialog: ComponentType<ShareDialogProps> }) {
  return file.ShareDialog
}

async function inWords(
  part: Promise<ComponentType<ShareDialogProps>>,
  texts: Promise<Messages['capsule']>,
): Promise<ComponentType<ShareDialogProps>> {
  const [Part, capsule] = await Promise.all([part, texts])
  return function InWords(props: ShareDialogProps) {
    const others = useMessages()
    const messages = useMemo(() => ({ ...others, capsule }), [others])
    return (
      <NextIntlClientProvider locale={useLocale()} messages={messages}>
        <Part {...props} />
      </NextIntlClientProvider>
    )
  }
}

/** The dialog that makes a file of a run or a thread. Props: see `ShareDialog`. */
export function LateShare(props: ShareDialogProps) {
  const Part = parts[useLocale()]
  return (
    <Suspense>
      <Part {...props} />
    </Suspense>
  )
}
