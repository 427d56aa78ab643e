'use client'

import { memo, useDeferredValue, type ComponentProps } from 'react'
import { ReportContext, type Report } from './report-context'
import { RunDetails } from './run-details'

interface CalmDetailsProps extends ComponentProps<typeof RunDetails> {
  readonly report: Report
}

/**
 * The details, drawn when there is time for them. What the server drew of them stays until their scripts are here:
 * given something new in haste before that, React would put an empty place there first.
 */
export const CalmDetails = memo(function CalmDetails(props: CalmDetailsProps) {
  const { report, ...details } = useDeferredValue(props)
  return (
    <ReportContext value={report}>
      <RunDetails {...details} />
    </ReportContext>
  )
})
