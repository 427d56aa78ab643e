import type { ReactNode } from 'react'
import type { RunStatus } from '@/lib/protocol/status'
import { runStatusLook, type Glyph } from './run-status'

const line = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const

const shapes: Record<Glyph, ReactNode> = {
  ring: <circle cx="6" cy="6" r="4.5" {...line} strokeWidth="1.5" />,
  'three-quarter-ring': <path d="M6 1.5A4.5 4.5 0 1 1 1.5 6" {...line} strokeWidth="2" />,
  'question-diamond': (
    <>
      <path d="M6 .7 11.3 6 6 11.3 .7 6Z" {...line} strokeWidth="1.2" />
      <path d="M4.8 5a1.2 1.2 0 1 1 1.8 1c-.4.25-.6.45-.6.9" {...line} strokeWidth="1.1" />
      <circle cx="6" cy="8.4" r=".65" fill="currentColor" />
    </>
  ),
  'square-in-ring': (
    <>
      <circle cx="6" cy="6" r="4.9" {...line} strokeWidth="1.2" />
      <rect x="4" y="4" width="4" height="4" fill="currentColor" />
    </>
  ),
  square: <rect x="2" y="2" width="8" height="8" fill="currentColor" />,
  cross: <path d="m2.5 2.5 7 7m0-7-7 7" {...line} strokeWidth="2" />,
  tick: <path d="m2 6.4 2.8 2.8L10 3" {...line} strokeWidth="2" />,
  'half-disc': (
    <>
      <circle cx="6" cy="6" r="4.8" {...line} strokeWidth="1.2" />
      <path d="M1.2 6h9.6a4.8 4.8 0 0 1-9.6 0Z" fill="currentColor" />
    </>
  ),
  hourglass: <path d="M2.5 1.2h7L6.6 6l2.9 4.8h-7L5.4 6Z" {...line} strokeWidth="1.2" />,
}

/**
 * The 12 px mark of a state, in the text colour of its surroundings. Never alone: its word stands beside it.
 * Props: status; still = never turning, where it is a name and not a state.
 */
export function StatusGlyph({ status, still = false }: { status: RunStatus; still?: boolean }) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
      className={status === 'in_progress' && !still ? 'status-turn shrink-0' : 'shrink-0'}
    >
      {shapes[runStatusLook[status].glyph]}
    </svg>
  )
}
