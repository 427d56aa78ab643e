'use client'

import { ErrorState } from '@/components/ui/error-state'

export default function ConnectionError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <div className="mx-auto max-w-page px-4 wide:px-10">
      <ErrorState page error={error} onRetry={reset} />
    </div>
  )
}
