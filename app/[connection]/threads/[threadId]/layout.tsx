import type { ReactNode } from 'react'
import { LiveRuns } from '@/components/connection/live-runs'

export default function ThreadLayout({ children }: { children: ReactNode }) {
  return <LiveRuns>{children}</LiveRuns>
}
