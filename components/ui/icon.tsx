interface IconProps {
  /** Both sides, in pixels. */
  readonly size: number
  readonly strokeWidth?: number
  readonly fill?: string
  readonly className?: string
  /** Always so: what an icon means is said in words beside it, or by the name of its button. */
  readonly 'aria-hidden'?: true
}

/**
 * Makes an icon of the lines of a 24 by 24 drawing. The drawings are Lucide's (THIRD-PARTY-NOTICES.md), each made one
 * path by `npm run icons`.
 */
export function drawn(lines: string) {
  return function Icon({ size, ...looks }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
        {...looks}
      >
        <path d={lines} />
      </svg>
    )
  }
}

export type Icon = ReturnType<typeof drawn>
