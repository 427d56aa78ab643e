import { lateSilently } from '@/components/late/late'
import { inEachLocale, withTexts } from '@/components/late/with-texts'
import { tourTexts } from '@/lib/i18n/tour-texts'
import type { Tour } from './tour'

const part = (file: { readonly Tour: typeof Tour }) => file.Tour

/** The tour with its words, which come with the first visit that takes it. */
export const LateTour = inEachLocale({
  en: lateSilently(() => withTexts(import('./tour').then(part), tourTexts.en())),
  'zh-CN': lateSilently(() => withTexts(import('./tour').then(part), tourTexts['zh-CN']())),
})
