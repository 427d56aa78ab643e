'use client'

import type { ReactNode } from 'react'
import { toast } from '@/components/ui/toast-store'
import type { RunStatus } from '@/lib/protocol/status'
import { counted } from './counted'

interface FilterToggleProps {
  readonly pressed: boolean
  readonly onPress: (pressed: boolean) => void
  /** How many it would show; undefined where that is not known. */
  readonly count?: number | undefined
  /** Hides the number and keeps its space, so that the buttons do not move. */
  readonly isCountHidden?: boolean
  /** What it lets pass, in words, where its name does not say it. */
  readonly title?: string
  /** Gives it the colour of a status. */
  readonly status?: RunStatus
  /** Why it cannot work: on hover, and said when it is pressed. */
  readonly unavailable?: string | false
  readonly children: ReactNode
}

/** A filter that is on or off, with how many it lets pass. */
export function FilterToggle(props: FilterToggleProps) {
  const { pressed, onPress, count, isCountHidden = false, title, status, unavailable, children } = props
  const on = status ? 'border-(--tone) bg-tint font-medium text-tone' : 'border-ink bg-sunken font-medium text-ink'
  return (
    <button
      type="button"
      data-status={status}
      aria-pressed={pressed}
      aria-disabled={unavailable ? true : undefined}
      title={unavailable || title}
      onClick={() => (unavailable ? toast(unavailable) : onPress(!pressed))}
      className={`touch inline-flex h-7 shrink-0 items-center gap-1.5 rounded-chip border px-2 text-meta
        whitespace-nowrap aria-disabled:cursor-not-allowed aria-disabled:opacity-50 ${pressed ? on : 'border-line text-muted hover:text-ink'}`}
    >
      {children}
      {count !== undefined && (
        <span className={`tabular-nums ${isCountHidden ? 'invisible' : ''}`}>{counted(count)}</span>
      )}
    </button>
  )
}
