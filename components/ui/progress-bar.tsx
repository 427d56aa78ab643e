interface ProgressBarProps {
  /** What it says to who cannot see it. */
  readonly label: string
  readonly value: number | undefined
  /** Undefined where nobody knows how much there is. */
  readonly max: number | undefined
  readonly className?: string
}

const look = `h-1.5 appearance-none [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line
  [&::-webkit-progress-value]:bg-ink`

/** How far something is. Props: label, value, max, className = its width. */
export function ProgressBar({ label, value, max, className = 'w-full' }: ProgressBarProps) {
  return <progress aria-label={label} value={value} max={max} className={`${look} ${className}`} />
}
