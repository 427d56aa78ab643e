import type { ReactNode } from 'react'
import type { Side } from '@/lib/inspector/comparison/comparison'

/** Which of two runs something is of. */
export type Letter = 'a' | 'b'

export const letters = ['a', 'b'] as const satisfies readonly Letter[]

/** One of the two runs, and what is shown of what stands around it. */
export interface ShownSide extends Side {
  /** What the run is called after; null where only its model is known. */
  readonly assistantName: string | null
  readonly threadName: string
  readonly labels: readonly string[]
  /** The ways to the run and its thread, and what can be done with it; without them their names stand there. */
  readonly actions?: {
    readonly run: ReactNode
    readonly thread: ReactNode
    readonly tools: ReactNode
  }
}

export type Sides = Readonly<Record<Letter, ShownSide>>

/** Both beside each other, or what is different alone. */
export type Form = 'beside' | 'difference'
