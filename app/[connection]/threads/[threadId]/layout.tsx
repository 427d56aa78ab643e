import type { ReactNode } from 'react'
import { LiveRuns } from '@/components/connection/live-runs'
import { WithMessages } from '../../../with-messages'

export default function ThreadLayout({ children }: { children: ReactNode }) {
  return (
    <WithMessages section="thread">
      <LiveRuns>{children}</LiveRuns>
    </WithMessages>
  )
}
