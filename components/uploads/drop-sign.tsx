import type { ReactNode } from 'react'

/** Lies over the page while files are held over it. */
export function DropSign({ children }: { children: ReactNode }) {
  return (
    <div className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-dialog border-2 border-dashed border-ink bg-paper/85">
      <p className="text-section">{children}</p>
    </div>
  )
}
