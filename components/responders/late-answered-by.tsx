import { late } from '@/components/late/late'
import { inEach, inWords } from './late-in-words'

/** What answers a function, with its words. Props: see `AnsweredBy`. */
export const AnsweredBy = inEach({
  en: late(() =>
    inWords(
      'en',
      import('./answered-by').then((file) => file.AnsweredBy),
    ),
  ),
  'zh-CN': late(() =>
    inWords(
      'zh-CN',
      import('./answered-by').then((file) => file.AnsweredBy),
    ),
  ),
})
