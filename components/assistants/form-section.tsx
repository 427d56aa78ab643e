import type { ReactNode } from 'react'

/** A part of the form with its own title. */
export function FormSection(props: { title: string; hint?: string; aside?: ReactNode; children: ReactNode }) {
  const { title, hint, aside, children } = props
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-t border-line pt-4">
      <legend className="sr-only">{title}</legend>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <div>
          <p aria-hidden className="text-row font-bold">
            {title}
          </p>
          {hint && <p className="text-meta text-muted">{hint}</p>}
        </div>
        {aside}
      </div>
      {children}
    </fieldset>
  )
}
