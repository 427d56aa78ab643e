// Reads a form with one large file in it, whose bytes are taken as they come: nothing of it is held in memory.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { ApiError, badRequest } from '@/lib/protocol/error'
import { formParserOf, MAX_WORD, NO_FORM } from './form-parser'

/** A form of the wire is a file and a few words about it, in any order. */
const MAX_PARTS = 16

/** The file of a form as it comes. */
interface ComingFile {
  /** Without a path; empty where it has none. */
  readonly filename: string
  readonly bytes: AsyncIterable<Uint8Array>
}

interface Upload<T> {
  readonly fields: ReadonlyMap<string, string>
  readonly filename: string
  /** What `take` made of the file. */
  readonly taken: T
}

interface Taking<T> {
  /** The name of the form's part that is the file. */
  readonly part: string
  /** Takes the bytes to their end. What it throws ends the reading, and is what the caller gets. */
  readonly take: (file: ComingFile) => Promise<T>
  /** Called where the form turns out to be none after its file was taken. */
  readonly undo: (taken: T) => Promise<void>
}

/** Throws ApiError (400) for what is no form of one file and a few fields, or ends before it is whole. */
export async function uploadOf<T>(request: Request, { part, take, undo }: Taking<T>): Promise<Upload<T>> {
  const parser = formParserOf(request.headers.get('content-type') ?? '', { parts: MAX_PARTS })
  const fields = new Map<string, string>()
  let coming: { readonly filename: string; readonly taken: Promise<T> } | undefined
  let reason: unknown
  const end = (error: unknown) => {
    // What fails after it, fails for that.
    reason ??= error
    parser.destroy()
  }
  parser.on('partsLimit', () => end(badRequest(`The form has more than ${MAX_PARTS} parts.`)))
  parser.on('field', (name, value, { valueTruncated }) => {
    if (valueTruncated) end(badRequest(`A field of the form has more than ${MAX_WORD} bytes.`))
    else if (name === part) end(notAFile(part))
    else if (fields.has(name)) end(badRequest(`The form has '${name}' more than once.`, { param: name }))
    else fields.set(name, value)
  })
  parser.on('file', (name, stream, { filename }) => {
    stream.on('error', () => undefined)
    if (name !== part) return end(unknownPart(name))
    if (coming) return end(badRequest('One file can be uploaded at a time.', { param: part }))
    const taken = take({ filename: filename ?? '', bytes: stream })
    coming = { filename: filename ?? '', taken }
    // That the form has no end is no failure of who takes its file.
    taken.catch((error: unknown) => end(error === stream.errored ? undefined : new TakingError({ cause: error })))
  })
  try {
    await pipeline(Readable.fromWeb((request.body ?? new Blob([]).stream()) as NodeReadableStream), parser)
  } catch (error) {
    reason ??= error
  }
  return settled(part, { reason, fields, coming, undo })
}

interface Settling<T> extends Pick<Taking<T>, 'undo'> {
  /** Why the form was not read to its end. */
  readonly reason: unknown
  readonly fields: Upload<T>['fields']
  readonly coming: { readonly filename: string; readonly taken: Promise<T> } | undefined
}

async function settled<T>(part: string, { reason, fields, coming, undo }: Settling<T>): Promise<Upload<T>> {
  if (reason === undefined) {
    if (!coming) throw missingPart(part)
    return { fields, filename: coming.filename, taken: await coming.taken }
  }
  const [outcome] = await Promise.allSettled([coming?.taken])
  if (reason instanceof TakingError) throw reason.cause
  if (outcome.status === 'fulfilled' && outcome.value !== undefined) await undo(outcome.value)
  if (reason instanceof ApiError) throw reason
  const refusal = badRequest(NO_FORM)
  refusal.cause = reason
  throw refusal
}

/** What whoever takes the file has thrown is its cause. */
class TakingError extends Error {
  override readonly name = 'TakingError'
  constructor(options: ErrorOptions) {
    super('The file of a form could not be taken.', options)
  }
}

const missingPart = (part: string) =>
  badRequest(`Missing required parameter: '${part}'.`, { param: part, code: 'missing_required_parameter' })

const notAFile = (part: string) =>
  badRequest(`Invalid type for '${part}': expected a file with a name, but got a string instead.`, {
    param: part,
    code: 'invalid_type',
  })

const unknownPart = (name: string) =>
  badRequest(`Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' })
