import { markedParts } from './query-marks'

/** A text with the words of a query marked. Props: text, query. */
export function MarkedText({ text, query }: { text: string; query: string }) {
  return markedParts(text, query).map((part, index) =>
    part.isMarked ? (
      <mark key={index} className="rounded-[2px] bg-transparent font-medium text-ink underline decoration-2 underline-offset-2">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}
