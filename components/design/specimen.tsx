import type { ReactNode } from 'react'

interface SpecimenProps {
  /** The component's or the token's name, as in the code. */
  readonly name: string
  readonly children: ReactNode
}

/** A part of the design system under its name. */
export function Specimen({ name, children }: SpecimenProps) {
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-3">
      <h2 className="border-b border-line pb-1 text-section">
        <code>{name}</code>
      </h2>
      <div className="flex min-w-0 flex-wrap items-start gap-x-6 gap-y-4">{children}</div>
    </section>
  )
}

/** One state of it. Props: state = as in the code; children. */
export function State({ state, children }: { state: string; children: ReactNode }) {
  return (
    <figure className="flex min-w-0 flex-col items-start gap-1.5">
      {children}
      <figcaption className="text-meta text-muted">
        <code>{state}</code>
      </figcaption>
    </figure>
  )
}

/** A name from the code. */
export const Name = ({ of }: { of: string }) => <code>{of}</code>
