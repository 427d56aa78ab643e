import { StatusGlyph } from '@/components/ui/status-glyph'
import type { RunStatus } from '@/lib/protocol/status'
import { inSight, type AxisScale } from './axis-scale'

interface EndMarkProps {
  readonly status: RunStatus
  readonly at: number
  readonly scale: AxisScale
}

/** How something ended: the glyph of its state, right behind its end. Nothing where the end is not in sight. */
export function EndMark({ status, at, scale }: EndMarkProps) {
  const seen = inSight(scale, { from: at, to: at })
  if (!seen) return null
  return (
    <span
      data-status={status}
      data-end
      className="absolute top-1/2 flex h-3 -translate-y-1/2 items-center pl-1 text-tone tight:pl-0.5"
      style={{ left: `${seen.left}%` }}
    >
      <StatusGlyph status={status} />
    </span>
  )
}
