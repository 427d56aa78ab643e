'use client'

import type { ReactNode } from 'react'
import { RenderedAt } from './use-now'

/** Carries the moment of the server's render to every ticking text. Props: at = Unix milliseconds; children. */
export function RenderedAtProvider({ at, children }: { at: number; children: ReactNode }) {
  return <RenderedAt value={at}>{children}</RenderedAt>
}
