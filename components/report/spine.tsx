import { runStatusLook, type Pattern } from '@/components/ui/run-status'
import type { RunStatus } from '@/lib/protocol/status'

function dashes(mark: number, gap: number) {
  const stops = `var(--mark) 0 ${mark}px, transparent ${mark}px ${mark + gap}px`
  return { backgroundImage: `repeating-linear-gradient(to bottom, ${stops})` }
}

/** The bar patterns as three pixels can carry them: the rhythm of dashes along the line. */
const rhythm = {
  outline: dashes(2, 4),
  solid: { background: 'var(--mark)' },
  stripes: { background: 'var(--mark)' },
  chevrons: dashes(10, 4),
  'reverse-stripes': dashes(5, 5),
  hairlines: dashes(1, 3),
  hatch: dashes(16, 2),
  half: dashes(24, 12),
  dots: dashes(3, 3),
} as const satisfies Record<Pattern, object>

/** The line at the left of what a run did, in the colour and rhythm of its state. Props: status. */
export function Spine({ status }: { status: RunStatus }) {
  const { tone, pattern } = runStatusLook[status]
  return (
    <span
      aria-hidden
      data-status={tone}
      className="absolute inset-y-0 left-0 w-[3px] rounded-chip"
      style={rhythm[pattern]}
    />
  )
}
