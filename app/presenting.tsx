import { Suspense, type ReactNode } from 'react'

/** What is presented, with the style sheet for that, which no other visit loads. */
export const Presenting = ({ children }: { children: ReactNode }) => (
  <>
    <link rel="stylesheet" href="/presenting.css" precedence="default" />
    <Suspense>{children}</Suspense>
  </>
)
