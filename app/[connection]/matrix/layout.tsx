import type { ReactNode } from 'react'
import { LiveRuns } from '@/components/connection/live-runs'
import { WithMessages } from '../../with-messages'

export default function MatrixLayout({ children }: { readonly children: ReactNode }) {
  return (
    <WithMessages section="compare">
      <LiveRuns>{children}</LiveRuns>
    </WithMessages>
  )
}
