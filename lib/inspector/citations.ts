// What an answer says of its sources: marks in its text that name results of the run's file searches.
import type { ContentPart, Message } from '@/lib/protocol/message'
import type { FileSearchCall, SearchResult, Step } from '@/lib/protocol/step'

/** A mark in a text. Searches are counted in their run, and results in their search, from 0. */
export interface Citation {
  /** As it stands in the text: `【0:2†handbook.md】`. */
  readonly text: string
  readonly fileId: string
  /** Counted from 1 in the order in which a message's marks are read. */
  readonly number: number
}

interface Place {
  readonly search: number
  readonly result: number
  readonly name: string
}

const MARK = /^【(\d{1,4}):(\d{1,4})†([^】]*)】$/

/** What a mark names; undefined for marks of another form, which other servers may write. */
export function placeOf(mark: string): Place | undefined {
  const found = MARK.exec(mark)
  return found ? { search: Number(found[1]), result: Number(found[2]), name: found[3]! } : undefined
}

interface Annotated {
  readonly citations: readonly Citation[]
  /** Files that code has written, by how the text names them: `sandbox:/mnt/data/chart.csv`. */
  readonly files: ReadonlyMap<string, string>
}

const idIn = (value: unknown): string | undefined => {
  const id = typeof value === 'object' && value !== null && 'file_id' in value ? value.file_id : undefined
  return typeof id === 'string' ? id : undefined
}

/** The sources and files that a message's annotations name, each once. */
export function annotatedIn(content: readonly ContentPart[]): Annotated {
  const citations = new Map<string, Citation>()
  const files = new Map<string, string>()
  for (const part of content) {
    for (const annotation of part.type === 'text' ? part.text.annotations : []) {
      const { type, text } = annotation
      const fileId = idIn(type === 'file_path' ? annotation.file_path : annotation.file_citation)
      if (fileId === undefined) continue
      if (type === 'file_path') files.set(text, fileId)
      else if (!citations.has(text)) citations.set(text, { text, fileId, number: citations.size + 1 })
    }
  }
  return { citations: [...citations.values()], files }
}

/** The searches of a run in their order. */
const searchesOf = (steps: readonly Step[]): readonly FileSearchCall[] =>
  steps.flatMap(({ step_details: details }) =>
    details.type === 'tool_calls' ? details.tool_calls.filter((call) => call.type === 'file_search') : [],
  )

/** The result that a mark names, of the steps of the run that wrote it. */
export function citedResult(steps: readonly Step[], mark: string): SearchResult | undefined {
  const place = placeOf(mark)
  return place && searchesOf(steps)[place.search]?.file_search.results?.[place.result]
}

/** Which results of a call these messages of its run name, by their place among the results. */
export function citedOf(
  { steps, messages }: { readonly steps: readonly Step[]; readonly messages: readonly Message[] },
  call: FileSearchCall,
): ReadonlySet<number> {
  const search = searchesOf(steps).findIndex(({ id }) => id === call.id)
  const places = messages.flatMap(({ content }) => annotatedIn(content).citations.map(({ text }) => placeOf(text)))
  return new Set(places.flatMap((place) => (place?.search === search ? [place.result] : [])))
}

/** A result's text: the chunk that was found. Undefined where it was not sent along. */
export const chunkOf = ({ content }: SearchResult): string | undefined => content?.map(({ text }) => text).join('\n')
