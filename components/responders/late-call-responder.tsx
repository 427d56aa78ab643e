import { late } from '@/components/late/late'
import { inEach, inWords } from './late-in-words'

/** What rules have made of a call that a run waits for, with its words. Props: see `CallResponderCard`. */
export const CallResponderCard = inEach({
  en: late(() =>
    inWords(
      'en',
      import('./call-responder-card').then((file) => file.CallResponderCard),
    ),
  ),
  'zh-CN': late(() =>
    inWords(
      'zh-CN',
      import('./call-responder-card').then((file) => file.CallResponderCard),
    ),
  ),
})
