import type { ReactNode } from 'react'

interface PageProps {
  readonly title: ReactNode
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  /** For lists of many columns: as wide as the screen has room. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A page with its title; every page but those that fill the screen. */
export function Page({ title, actions, wide = false, children }: PageProps) {
  return (
    <div
      className={`mx-auto flex w-full flex-col gap-4 px-4 py-6 tight:px-2 wide:px-10 ${wide ? 'max-w-[100rem]' : 'max-w-page'}`}
    >
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 text-page wrap-anywhere">{title}</h1>
        {actions && <div className="flex max-w-full min-w-0 flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
