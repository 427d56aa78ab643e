import type { Letter } from './shown-side'

/** The letter of a run, as it stands before all that is of it. Props: letter. */
export function LetterMark({ letter }: { letter: Letter }) {
  return (
    <span
      aria-hidden
      className="inline-flex size-5 shrink-0 items-center justify-center rounded-chip border border-control font-mono
        text-meta font-medium"
    >
      {letter.toUpperCase()}
    </span>
  )
}
