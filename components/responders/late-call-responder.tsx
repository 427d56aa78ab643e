import { late } from '@/components/late/late'
import { inEachLocale, withTexts } from '@/components/late/with-texts'
import { responderTexts } from '@/lib/i18n/responder-texts'
import type { CallResponderCard as Part } from './call-responder-card'

const part = (file: { readonly CallResponderCard: typeof Part }) => file.CallResponderCard

/** What rules have made of a call that a run waits for, with its words. Props: see `CallResponderCard`. */
export const CallResponderCard = inEachLocale({
  en: late(() => withTexts(import('./call-responder-card').then(part), responderTexts.en())),
  'zh-CN': late(() => withTexts(import('./call-responder-card').then(part), responderTexts['zh-CN']())),
})
