'use client'

import { ErrorState } from '@/components/ui/error-state'

export default function RootError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-page px-4 wide:px-10">
      <ErrorState error={error} onRetry={reset} />
    </main>
  )
}
