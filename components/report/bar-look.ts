import { runStatusLook, type Pattern } from '@/components/ui/run-status'
import type { RunStatus } from '@/lib/protocol/status'
import { isDeclined } from '@/lib/run/call-responder'
import { isTerminal } from '@/lib/run/machine'
import type { BarKind, Row } from '@/lib/inspector/timeline-row'

/** Work that is over is no state: it is drawn in ink. The name stands in app/run-states.css. */
export type Tone = RunStatus | 'work'

interface KindLook {
  /** Whose colours it has once it is over. */
  readonly tone: Tone
  readonly pattern: Pattern
  readonly height: 'full' | 'half'
}

/** How a bar of a row looks, by what was going on. The legend is made of the same table. */
export const barKindLook = {
  thinking: { tone: 'work', pattern: 'outline', height: 'half' },
  message: { tone: 'work', pattern: 'solid', height: 'full' },
  arguments: { tone: 'work', pattern: 'solid', height: 'full' },
  tool: { tone: 'work', pattern: 'solid', height: 'full' },
  waiting: { tone: 'requires_action', pattern: 'chevrons', height: 'full' },
} as const satisfies Record<BarKind, KindLook>

/** How a row ended, where that is known: as its step did, or as what cut its message off. */
export function endOf({ status, cutBy, isLive }: Pick<Row, 'status' | 'cutBy' | 'isLive'>): RunStatus | null {
  const end = cutBy ?? status
  return isLive || !isTerminal(end) ? null : end
}

/** The mark behind a row's bars. The step of a declined call is completed, and still nothing was carried out. */
export function endMarkOf(row: Pick<Row, 'status' | 'cutBy' | 'isLive' | 'responder'>): RunStatus | null {
  const end = endOf(row)
  return end === 'completed' && isDeclined(row.responder) ? 'cancelled' : end
}

/**
 * The look of a row's bars, in their order. What goes on is drawn as the state it is in, and what was cut off in the
 * colours of what cut it.
 */
export function barLooksOf(row: Row): readonly (KindLook & { readonly kind: BarKind })[] {
  const end = endOf(row)
  return row.bars.map(({ kind, isLive }, index) => {
    const look: KindLook = barKindLook[kind]
    const isCut = end !== null && end !== 'completed' && index === row.bars.length - 1 && kind !== 'waiting'
    const state = isCut ? end : isLive && kind !== 'waiting' ? 'in_progress' : null
    if (state === null) return { kind, ...look }
    return { kind, ...look, tone: state, pattern: kind === 'thinking' ? look.pattern : runStatusLook[state].pattern }
  })
}
