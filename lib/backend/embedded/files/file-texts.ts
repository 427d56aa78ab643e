// The texts of documents, as previews show them. A confined process reads each file once; the last ones are kept.
import { ApiError } from '@/lib/protocol/error'
import type { FileText, FileTextPage, StoredFile } from '@/lib/protocol/file'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import { createExclusive } from '@/lib/backend/exclusive'
import { extractText } from '@/lib/backend/parsing/extract-text'

type Found = Awaited<ReturnType<typeof extractText>>
type Read = (file: { readonly path: string; readonly filename: string }) => Promise<Found>

/** What may be kept, in UTF-16 units, and how many may wait for their turn. */
const KEPT = 16 * 1024 * 1024
const MAX_WAITING = 8

/** How much of a text is told at once, in UTF-16 units. */
const PIECE = 128 * 1024

export function createFileTexts(blobs: Pick<Blobs, 'withPath'>, read: Read = extractText) {
  const inTurn = createExclusive()
  const kept = new Map<string, Found>()
  const underway = new Map<string, Promise<Found>>()

  function keep(id: string, found: Found) {
    // What is wrong here, and not with the file, may pass.
    if (!found.ok && found.code === 'server_error') return
    kept.set(id, found)
    const lengthOf = (each: Found) => (each.ok ? each.text.length : 0)
    let sum = [...kept.values()].reduce((all, each) => all + lengthOf(each), 0)
    for (const [oldest, each] of kept) {
      if (sum <= KEPT || oldest === id) break
      kept.delete(oldest)
      sum -= lengthOf(each)
    }
  }

  function textOf({ id, filename }: StoredFile): Promise<Found> {
    const known = kept.get(id)
    if (known) {
      kept.delete(id)
      kept.set(id, known)
      return Promise.resolve(known)
    }
    const waiting = underway.get(id)
    if (waiting) return waiting
    if (underway.size >= MAX_WAITING) {
      throw new ApiError(503, 'Many files are being read at the moment. Try again in a little while.', { code: 'busy' })
    }
    const reading = inTurn('read', async () => {
      const found = await blobs.withPath(id, (path) => read({ path, filename }))
      keep(id, found)
      return found
    }).finally(() => underway.delete(id))
    underway.set(id, reading)
    return reading
  }

  return {
    /** The part of a document's text that begins at `from`, in UTF-16 units. Throws ApiError (503) where many wait. */
    async partOf(file: StoredFile, from: number): Promise<FileText> {
      const found = await textOf(file)
      if (!found.ok) return { failure: { code: found.code, message: found.message } }
      return partOf(found, from)
    },

    /** To be told when the bytes of an id are others, or none. */
    forget: (id: string) => void kept.delete(id),
  }
}

/** Ends where a page begins, else where a line does. */
export function partOf(
  { text, pages }: { readonly text: string; readonly pages?: readonly number[] },
  from: number,
  most = PIECE,
): FileText {
  const end = endOf({ text, pages }, from, most)
  const next = end < text.length ? end : null
  if (!pages) {
    const only = { number: null, text: text.slice(from, end), is_continued: from > 0 }
    return { pages: [only], total_pages: null, next }
  }
  const shown = pages.flatMap((start, index): FileTextPage[] => {
    const [begin, over] = [Math.max(start, from), Math.min(pages[index + 1] ?? text.length, end)]
    const isHere = over > begin || (start === over && start >= from && start < end)
    return isHere ? [{ number: index + 1, text: text.slice(begin, over), is_continued: start < from }] : []
  })
  return { pages: shown, total_pages: pages.length, next }
}

function endOf(
  { text, pages = [] }: { readonly text: string; readonly pages?: readonly number[] | undefined },
  from: number,
  most: number,
): number {
  const end = Math.min(text.length, from + most)
  if (end === text.length) return end
  const page = pages.findLast((start) => start > from && start <= end)
  if (page !== undefined) return page
  const line = text.lastIndexOf('\n', end - 1) + 1
  return line > from ? line : end
}
