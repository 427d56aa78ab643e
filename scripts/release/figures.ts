// Figures in documents say when and of which version they were measured: "2026-11-28, version 0.2.0, 2 cores".

const STATED = /\b\d{4}-\d{2}-\d{2}, version (\d+\.\d+\.\d+)(-[\w.]+)?( and what is unreleased)?/g

export interface StaleFigure {
  /** From 1 on. */
  readonly line: number
  /** What it says of its version. */
  readonly version: string
}

/**
 * The figures of a document that are of another version. Those that were measured on the way to this one (`0.2.0-dev`)
 * are of it; those of "0.1.0 and what is unreleased" are of none.
 */
export function staleFigures(text: string, version: string): readonly StaleFigure[] {
  return [...text.matchAll(STATED)]
    .filter(([, of, , unreleased]) => of !== version || unreleased !== undefined)
    .map(({ index, 0: said }) => ({
      line: text.slice(0, index).split('\n').length,
      version: said.replace(/^.*?, version /, ''),
    }))
}

export const statesFigures = (text: string) => text.search(STATED) >= 0
