// Figures in documents say when and of which version they were measured: "2026-11-28, version 0.2.0, 2 cores".

const MEASURED = /\b\d{4}-\d{2}-\d{2},(?:\s+version\s+(\d+\.\d+\.\d+)(-[\w.]+)?( and what is unreleased)?)?/g

export interface Figures {
  /** From 1 on. */
  readonly line: number
  /** What they say of their version; undefined where they say nothing. */
  readonly said: string | undefined
  /** The version that they count for: `0.2.0-dev` is on the way to 0.2.0; `0.1.0 and what is unreleased` is of none. */
  readonly version: string | undefined
}

/** All figures of a document, in their order: each begins with its date and a comma. */
export const figuresIn = (text: string): readonly Figures[] =>
  [...text.matchAll(MEASURED)].map(({ index, 1: version, 2: suffix = '', 3: unreleased = '' }) => ({
    line: text.slice(0, index).split('\n').length,
    said: version && `${version}${suffix}${unreleased}`,
    version: unreleased === '' ? version : undefined,
  }))
