import type { RunStatus } from '@/lib/protocol/status'

export type Glyph =
  | 'ring'
  | 'three-quarter-ring'
  | 'question-diamond'
  | 'square-in-ring'
  | 'square'
  | 'cross'
  | 'tick'
  | 'half-disc'
  | 'hourglass'

export type Pattern =
  | 'outline'
  | 'stripes'
  | 'chevrons'
  | 'reverse-stripes'
  | 'hairlines'
  | 'hatch'
  | 'solid'
  | 'half'
  | 'dots'

interface StatusLook {
  readonly glyph: Glyph
  /** Goes into `data-pattern`; drawn in app/run-states.css. */
  readonly pattern: Pattern
  /** Goes into `data-status`, which sets --mark, --tone and --tint. */
  readonly tone: RunStatus
  /** The word, in the namespace `status`; `explain.<key>` is its sentence. */
  readonly messageKey: RunStatus
}

/** How a state looks, everywhere. Steps and messages use a part of the same words, and so the same table. */
export const runStatusLook = {
  queued: { glyph: 'ring', pattern: 'outline', tone: 'queued', messageKey: 'queued' },
  in_progress: { glyph: 'three-quarter-ring', pattern: 'stripes', tone: 'in_progress', messageKey: 'in_progress' },
  requires_action: {
    glyph: 'question-diamond',
    pattern: 'chevrons',
    tone: 'requires_action',
    messageKey: 'requires_action',
  },
  cancelling: { glyph: 'square-in-ring', pattern: 'reverse-stripes', tone: 'cancelling', messageKey: 'cancelling' },
  cancelled: { glyph: 'square', pattern: 'hairlines', tone: 'cancelled', messageKey: 'cancelled' },
  failed: { glyph: 'cross', pattern: 'hatch', tone: 'failed', messageKey: 'failed' },
  completed: { glyph: 'tick', pattern: 'solid', tone: 'completed', messageKey: 'completed' },
  incomplete: { glyph: 'half-disc', pattern: 'half', tone: 'incomplete', messageKey: 'incomplete' },
  expired: { glyph: 'hourglass', pattern: 'dots', tone: 'expired', messageKey: 'expired' },
} as const satisfies Record<RunStatus, StatusLook>
