import type { Row } from '@/lib/inspector/timeline-row'
import type { AxisScale } from './axis-scale'

interface RuleLabelProps {
  readonly row: Row
  readonly text: string
  readonly scale: AxisScale
}

/** From how much room on, in percent of the axis, a label stands beside a bar. */
const ROOM = 25

/** As much room as there is; none where that is too little for a word. */
const roomOf = (room: string) => `clamp(0px, (${room} - 5em) * 999, ${room})`

/**
 * Says which rule has answered a call: behind its bars, else before them, else on their end. For screen readers the row
 * says it itself. Props: row, text, scale.
 */
export function RuleLabel({ row, text, scale }: RuleLabelProps) {
  const [from, to] = [scale.place(row.from), scale.place(row.to)]
  if (to < 0 || from > 100) return null
  const place =
    100 - to >= ROOM
      ? { left: `calc(${Math.max(0, to)}% + 1.375rem)`, maxWidth: roomOf(`${100 - Math.max(0, to)}% - 1.375rem`) }
      : from >= ROOM
        ? { right: `calc(${100 - Math.min(100, from)}% + 0.5rem)`, maxWidth: roomOf(`${from}% - 0.5rem`) }
        : { right: `calc(${100 - Math.min(100, to)}% + 0.5rem)`, maxWidth: '100%' }
  const isOnBar = 100 - to < ROOM && from < ROOM
  return (
    <span
      aria-hidden
      data-rule
      title={text}
      className={`absolute top-1/2 -translate-y-1/2 truncate text-meta whitespace-nowrap text-muted
        ${isOnBar ? 'rounded-chip bg-surface px-1' : ''}`}
      style={place}
    >
      {text}
    </span>
  )
}
