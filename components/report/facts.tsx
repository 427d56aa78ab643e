import type { ReactNode } from 'react'

export interface Fact {
  readonly term: string
  /** Absent facts are left out. */
  readonly value: ReactNode
}

/** Terms and their values, in columns. Props: facts. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-row tight:grid-cols-1">
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== '')
        .map(({ term, value }) => (
          <div key={term} className="col-span-full grid grid-cols-subgrid items-baseline">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
