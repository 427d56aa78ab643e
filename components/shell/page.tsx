import type { ReactNode } from 'react'

interface PageProps {
  readonly title: ReactNode
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page with its title; every page but those that fill the screen. Props: title, actions, children. */
export function Page({ title, actions, children }: PageProps) {
  return (
    <div className="mx-auto flex w-full max-w-page flex-col gap-4 px-4 py-6 wide:px-10">
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 text-page break-words">{title}</h1>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
