import type { ReactNode } from 'react'
import { Breadcrumbs, type Crumb } from './breadcrumbs'

interface PageProps {
  readonly title: ReactNode
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode
  /** For lists of many columns: as wide as the screen has room. */
  readonly wide?: boolean
  /** The pages above this one. */
  readonly trail?: readonly Crumb[]
  readonly children: ReactNode
}

/** A page with its title; every page but those that fill the screen. Props: title, actions, wide, trail, children. */
export function Page({ title, actions, wide = false, trail, children }: PageProps) {
  return (
    <div
      className={`mx-auto flex w-full flex-col gap-4 px-4 py-6 tight:px-2 wide:px-10 ${wide ? 'max-w-[100rem]' : 'max-w-page'}`}
    >
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          {trail && (
            <div className="-ml-1">
              <Breadcrumbs trail={trail} />
            </div>
          )}
          <h1 className="min-w-0 text-page break-words">{title}</h1>
        </div>
        {actions && <div className="flex max-w-full min-w-0 flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
