import { Suspense, type ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'

/** What is presented, with the style sheet for that, which no other visit loads. */
export const Presenting = ({ children }: { children: ReactNode }) => (
  <div data-presenting data-fills="conversation" className="flex min-h-0 flex-1 flex-col">
    <link rel="stylesheet" href="/presenting.css" precedence="default" />
    <Suspense fallback={<Skeleton />}>{children}</Suspense>
  </div>
)
