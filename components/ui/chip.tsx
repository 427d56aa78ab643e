import type { ReactNode } from 'react'

/** A small neutral label. Props: children; mono = for names from code; title. */
export function Chip({ children, mono = false, title }: { children: ReactNode; mono?: boolean; title?: string }) {
  return (
    <span
      title={title}
      className={`inline-flex h-5 max-w-full items-center rounded-chip bg-sunken px-1.5 text-meta text-muted
        ${mono ? 'font-mono' : ''}`}
    >
      <span className="truncate">{children}</span>
    </span>
  )
}
