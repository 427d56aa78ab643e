'use client'

import { LiveRuns } from '@/components/connection/live-runs'
import { TestConversation, type TestConversationProps } from './test-conversation'

/** The test with all it needs to follow its runs. Loaded on demand: the form does not wait for it. */
export function TestPanel(props: TestConversationProps) {
  return (
    <LiveRuns>
      <TestConversation {...props} />
    </LiveRuns>
  )
}
