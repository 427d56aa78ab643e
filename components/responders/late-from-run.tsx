import { lateDialog } from '@/components/late/late'
import { inEach, inWords } from './late-in-words'

/** What can be made of a run's calls, with its words. Props: see `FromRunDialog`. */
export const FromRunDialog = inEach({
  en: lateDialog(() =>
    inWords(
      'en',
      import('./from-run-dialog').then((file) => file.FromRunDialog),
    ),
  ),
  'zh-CN': lateDialog(() =>
    inWords(
      'zh-CN',
      import('./from-run-dialog').then((file) => file.FromRunDialog),
    ),
  ),
})
