// Finds in a text, while it is written, what stands for a file: markers of citations, and paths of the sandbox.
import type { ChatTurn } from '@/lib/backend/models/model'
import type { RunView } from '@/lib/run/fold'
import { callsOfType, hostedStepsOf } from '@/lib/run/hosted-calls'
import { byId } from '@/lib/run/by-id'

export interface Marks {
  /** The file of a result, by `search:result`. */
  readonly citations: ReadonlyMap<string, string>
  /** The id of a file, by each way to write its path. */
  readonly files: ReadonlyMap<string, string>
}

export const noMarks: Marks = { citations: new Map(), files: new Map() }

export type MarkedText = { readonly text: string; readonly annotation?: FileAnnotation }

type FileAnnotation =
  | { readonly type: 'file_citation'; readonly file_citation: { readonly file_id: string } }
  | { readonly type: 'file_path'; readonly file_path: { readonly file_id: string } }

const SANDBOX = 'sandbox:'
const MARKER = /^【(\d{1,4}):(\d{1,4})†[^【】\n]{0,200}】/
const MAY_BE_MARKER = /^【(?:\d{0,4}|\d{1,4}:\d{0,4}|\d{1,4}:\d{1,4}†[^【】\n]{0,200})$/
/** What goes on behind a path makes another path of it. */
const GOES_ON = /^(?:[\w-]|\.\w)/
const MAY_GO_ON = /^\.?$/

/** What the run's searches have found, and the files that its code or, in `turns`, that of earlier runs has written. */
export function marksOf(view: Pick<RunView, 'steps' | 'hosted' | 'notes'>, turns: readonly ChatTurn[]): Marks {
  const found = callsOfType(view, 'file_search').flatMap(({ file_search: { results = [] } }, search) =>
    results.map(({ file_id }, result) => [`${search}:${result}`, file_id] as const),
  )
  const written = hostedStepsOf(view).flatMap(
    ({ id }) => byId(view.notes, id)?.hosted?.calls.flatMap(({ files = [] }) => files) ?? [],
  )
  return {
    citations: new Map(found),
    files: new Map([
      ...turns.flatMap(filesNamedIn),
      ...written.flatMap(({ path, file_id }) =>
        [path, encodeURI(path)].map((each) => [`${SANDBOX}${each}`, file_id] as const),
      ),
    ]),
  }
}

function filesNamedIn(turn: ChatTurn): readonly (readonly [string, string])[] {
  if (turn.role !== 'assistant') return []
  return turn.content.flatMap((part) =>
    part.type === 'text'
      ? part.text.annotations.flatMap(({ text, file_path: path }) =>
          typeof path === 'object' && path !== null && 'file_id' in path ? [[text, String(path.file_id)] as const] : [],
        )
      : [],
  )
}

/** May more of the text come? */
type End = 'open' | 'closed'

interface Found {
  /** So many characters are clear; what is behind them waits for more. */
  readonly length: number
  readonly annotation?: FileAnnotation
}

/** Cuts a text where marks begin and end. `read` holds back what may yet become a mark, `end` says the rest. */
export function createMarkReader(marks: Marks) {
  let held = ''

  function* cut(text: string, end: End): Generator<MarkedText> {
    let plain = ''
    let at = 0
    while (at < text.length) {
      const next = nextMark(text, at, marks)
      plain += text.slice(at, next)
      at = next
      if (at === text.length) break
      const found = markAt(text.slice(at), marks, end)
      if (!found) break
      const piece = text.slice(at, at + found.length)
      at += found.length
      if (!found.annotation) plain += piece
      else {
        if (plain !== '') yield { text: plain }
        plain = ''
        yield { text: piece, annotation: found.annotation }
      }
    }
    if (plain !== '') yield { text: plain }
    held = text.slice(at)
  }

  return {
    read: (text: string) => [...cut(held + text, 'open')],
    end: () => [...cut(held, 'closed')],
  }
}

/** Where a mark may begin at the earliest. */
function nextMark(text: string, from: number, { citations, files }: Marks): number {
  const places = [
    citations.size > 0 ? text.indexOf('【', from) : -1,
    files.size > 0 ? text.indexOf(SANDBOX, from) : -1,
    files.size > 0 ? beginningAtEnd(text, from) : -1,
  ]
  return Math.min(...places.map((place) => (place < 0 ? text.length : place)))
}

/** The text may break off in the middle of `sandbox:`. */
function beginningAtEnd(text: string, from: number): number {
  for (let length = Math.min(SANDBOX.length - 1, text.length - from); length > 0; length -= 1)
    if (text.endsWith(SANDBOX.slice(0, length))) return text.length - length
  return -1
}

/** What the text begins with; undefined while that is not clear. */
function markAt(text: string, marks: Marks, end: End): Found | undefined {
  if (!text.startsWith('【')) return pathAt(text, marks, end)
  const [marker = '', search, result] = MARKER.exec(text) ?? []
  const file_id = marks.citations.get(`${Number(search)}:${Number(result)}`)
  if (file_id !== undefined)
    return { length: marker.length, annotation: { type: 'file_citation', file_citation: { file_id } } }
  return end === 'open' && MAY_BE_MARKER.test(text) ? undefined : { length: 1 }
}

function pathAt(text: string, { files }: Marks, end: End): Found | undefined {
  const paths = [...files.keys()]
  if (end === 'open' && paths.some((path) => path.length > text.length && path.startsWith(text))) return undefined
  const [path] = paths.filter((each) => text.startsWith(each)).sort((one, other) => other.length - one.length)
  const file_id = files.get(path ?? '')
  if (path === undefined || file_id === undefined) {
    // It may be the beginning of `sandbox:` only.
    return end === 'open' && SANDBOX.startsWith(text) && text !== SANDBOX ? undefined : { length: 1 }
  }
  const behind = text.slice(path.length)
  if (end === 'open' && MAY_GO_ON.test(behind)) return undefined
  if (GOES_ON.test(behind)) return { length: SANDBOX.length }
  return { length: path.length, annotation: { type: 'file_path', file_path: { file_id } } }
}
