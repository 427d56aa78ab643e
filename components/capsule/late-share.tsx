import { Suspense, type ComponentProps } from 'react'
import { lateDialog } from '@/components/late/late'
import { inEachLocale, withTexts } from '@/components/late/with-texts'
import { capsuleTexts } from '@/lib/i18n/capsule-texts'
import type { ShareDialog } from './share-dialog'

const part = (file: { readonly ShareDialog: typeof ShareDialog }) => file.ShareDialog

// The dialog and its words in the reader's language, which few visits need.
const InWords = inEachLocale({
  en: lateDialog(() => withTexts(import('./share-dialog').then(part), capsuleTexts.en())),
  'zh-CN': lateDialog(() => withTexts(import('./share-dialog').then(part), capsuleTexts['zh-CN']())),
})

/** The dialog that makes a file of a run or a thread. Props: see `ShareDialog`. */
export function LateShare(props: ComponentProps<typeof ShareDialog>) {
  return (
    <Suspense>
      <InWords {...props} />
    </Suspense>
  )
}
