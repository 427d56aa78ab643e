/** The run spine in small: a line with the states on it. */
export function ProductMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="shrink-0">
      <rect x="2" y="1" width="3" height="14" rx="1.5" fill="currentColor" />
      <rect x="7" y="2" width="8" height="3" rx="1" fill="currentColor" opacity=".45" />
      <rect x="7" y="6.5" width="5" height="3" rx="1" fill="currentColor" />
      <rect x="7" y="11" width="7" height="3" rx="1" fill="currentColor" opacity=".7" />
    </svg>
  )
}
