import { late } from '@/components/late/late'
import { inEachLocale, withTexts } from '@/components/late/with-texts'
import { responderTexts } from '@/lib/i18n/responder-texts'
import type { AnsweredBy as Part } from './answered-by'

const part = (file: { readonly AnsweredBy: typeof Part }) => file.AnsweredBy

/** What answers a function, with its words. Props: see `AnsweredBy`. */
export const AnsweredBy = inEachLocale({
  en: late(() => withTexts(import('./answered-by').then(part), responderTexts.en())),
  'zh-CN': late(() => withTexts(import('./answered-by').then(part), responderTexts['zh-CN']())),
})
