'use client'

import { patiently } from '@/components/late/patiently'
import { ErrorState } from '@/components/ui/error-state'
import { createApi } from '@/lib/client/api'

/** What stands in place of a page that could not be drawn, or whose script could not be had. */
export function BrokenPage({ error, reset }: { error: Error; reset: () => void }) {
  const isMissingScript = error.name === 'ChunkLoadError'
  return (
    <div className="mx-auto max-w-page px-4 wide:px-10">
      <ErrorState page error={error} onRetry={isMissingScript ? reloadOnceThere : reset} />
    </div>
  )
}

/** A script that failed is asked for again only by a page that is loaded anew, once the server is there. */
const reloadOnceThere = () =>
  void patiently(() => createApi('').connections()).then(() => {
    window.location.reload()
  })
