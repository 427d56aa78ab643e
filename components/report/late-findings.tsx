'use client'

import { useLocale } from 'next-intl'
import { Suspense, type ComponentType } from 'react'
import { lateOrAtFirst } from '@/components/late/late'
import { withTexts } from '@/components/late/with-texts'
import { findingTexts } from '@/lib/i18n/finding-texts'
import { isUnfinished, mayHaveFindings } from '@/lib/inspector/findings/may-have-findings'
import type { EndFindingsProps } from './end-findings'
import type { FindingsProps } from './findings'

const findingsIn = (file: { readonly Findings: ComponentType<FindingsProps> }) => file.Findings
const endFindingsIn = (file: { readonly EndFindings: ComponentType<EndFindingsProps> }) => file.EndFindings

// Most runs have none: the rules, and their words in the reader's language, come with the first that may have some.
const parts = {
  en: lateOrAtFirst(() => withTexts(import('./findings').then(findingsIn), findingTexts.en())),
  'zh-CN': lateOrAtFirst(() => withTexts(import('./findings').then(findingsIn), findingTexts['zh-CN']())),
}
const endParts = {
  en: lateOrAtFirst(() => withTexts(import('./end-findings').then(endFindingsIn), findingTexts.en())),
  'zh-CN': lateOrAtFirst(() => withTexts(import('./end-findings').then(endFindingsIn), findingTexts['zh-CN']())),
}

/** For a run's page: where there is something to be known of it at first sight, that waits for the words. */
export const useFindingsAtFirst = (areNeeded: boolean) => parts[useLocale()].useAtFirst(areNeeded)

/** The same for a thread's page. */
export const useEndFindingsAtFirst = (areNeeded: boolean) => endParts[useLocale()].useAtFirst(areNeeded)

/** What is to be known of a run; nothing is loaded where there is nothing. Props: see `Findings`. */
export function LateFindings(props: FindingsProps) {
  const { Part } = parts[useLocale()]
  return (
    mayHaveFindings(props.facts) && (
      <Suspense>
        <Part {...props} />
      </Suspense>
    )
  )
}

/** Why a run did not complete; nothing of others. Props: see `EndFindings`. */
export function LateEndFindings(props: EndFindingsProps) {
  const { Part } = endParts[useLocale()]
  return (
    isUnfinished(props.run) && (
      <Suspense>
        <Part {...props} />
      </Suspense>
    )
  )
}
