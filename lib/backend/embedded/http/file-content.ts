import type { Context } from 'hono'
import type { StoredFile } from '@/lib/protocol/file'
import { ApiError } from '@/lib/protocol/error'
import type { Files } from '../files/files'
import { byteRangeOf } from './byte-range'
import { mediaTypeOf } from './media-type'

/** The bytes of a file, or a range of them, as they are taken; of a HEAD request what is said of them. */
export async function contentOf(c: Context, file: StoredFile, files: Files): Promise<Response> {
  const size = await files.bytes.size(file.id)
  if (size === undefined) throw missing(file.id)
  const tag = `"${file.id}"`
  const headers = new Headers({
    'accept-ranges': 'bytes',
    // Whoever compresses on the way would have to forget the ranges.
    'cache-control': 'private, no-cache, no-transform',
    'content-type': (await files.imageType(file.id)) ?? mediaTypeOf(file.filename),
    'content-disposition': dispositionOf(file.filename),
    'x-content-type-options': 'nosniff',
    etag: tag,
  })
  // The bytes of an id never change.
  if (c.req.header('if-none-match')?.includes(tag)) return new Response(null, { status: 304, headers })
  const range = rangeFor(c, { tag, size })
  if (range === 'unsatisfiable') return unsatisfiable(c, size)
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${size}`)
  headers.set('content-length', String(range ? range.end - range.start + 1 : size))
  const status = range ? 206 : 200
  if (c.req.raw.method === 'HEAD') return new Response(null, { status, headers })
  const body = await files.bytes.read(file.id, range)
  if (!body) throw missing(file.id)
  return new Response(body, { status, headers })
}

/** `If-Range` names other bytes than these: then the whole is wanted. */
function rangeFor({ req }: Context, { tag, size }: { readonly tag: string; readonly size: number }) {
  const condition = req.header('if-range')
  return condition === undefined || condition === tag ? byteRangeOf(req.header('range'), size) : undefined
}

function unsatisfiable({ req }: Context, size: number): Response {
  const asked = `The file has ${size} bytes: there are none in the range '${req.header('range')}'.`
  const refusal = new ApiError(416, asked, { code: 'range_not_satisfiable' }).toResponse()
  refusal.headers.set('content-range', `bytes */${size}`)
  return req.raw.method === 'HEAD' ? new Response(null, refusal) : refusal
}

const missing = (id: string) =>
  new ApiError(404, `The content of file '${id}' is not on this server any more.`, { code: 'file_content_missing' })

/** To be saved, not shown, under its name: in ASCII for old clients, whole for others (RFC 6266). */
function dispositionOf(filename: string): string {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`
}
