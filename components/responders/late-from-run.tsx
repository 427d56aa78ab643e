import { lateDialog } from '@/components/late/late'
import { inEachLocale, withTexts } from '@/components/late/with-texts'
import { responderTexts } from '@/lib/i18n/responder-texts'
import type { FromRunDialog as Part } from './from-run-dialog'

const part = (file: { readonly FromRunDialog: typeof Part }) => file.FromRunDialog

/** What can be made of a run's calls, with its words. Props: see `FromRunDialog`. */
export const FromRunDialog = inEachLocale({
  en: lateDialog(() => withTexts(import('./from-run-dialog').then(part), responderTexts.en())),
  'zh-CN': lateDialog(() => withTexts(import('./from-run-dialog').then(part), responderTexts['zh-CN']())),
})
