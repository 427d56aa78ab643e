import { runStatusLook, type Pattern } from '@/components/ui/run-status'
import type { RunStatus } from '@/lib/protocol/status'
import type { BarKind, Row } from '@/lib/run/timeline'

interface KindLook {
  /** Whose colours it has; `row` is the state of the step itself. */
  readonly tone: RunStatus | 'row'
  /** `row` is the pattern of the step's state. */
  readonly pattern: Pattern | 'row'
  readonly height: 'full' | 'half'
}

/** How a bar of a row looks, by what was going on. The legend is made of the same table. */
export const barKindLook = {
  thinking: { tone: 'row', pattern: 'outline', height: 'half' },
  message: { tone: 'row', pattern: 'row', height: 'full' },
  arguments: { tone: 'row', pattern: 'row', height: 'full' },
  tool: { tone: 'row', pattern: 'row', height: 'full' },
  waiting: { tone: 'requires_action', pattern: 'chevrons', height: 'full' },
} as const satisfies Record<BarKind, KindLook>

/** The look of one bar. What a step wrote before it began to wait is done, although the step is not. */
export function barLookOf(bar: { kind: BarKind; isLive: boolean }, row: Pick<Row, 'status'>) {
  const { tone, pattern, height } = barKindLook[bar.kind]
  const status: RunStatus = row.status === 'in_progress' && !bar.isLive ? 'completed' : row.status
  const shown = tone === 'row' ? status : tone
  return { status: shown, pattern: pattern === 'row' ? runStatusLook[shown].pattern : pattern, height }
}
