// Reads a small form whole. Piece by piece as it arrives, so that nobody waits for a large one.
import { finished } from 'node:stream/promises'
import type { Busboy } from 'busboy'
import type { Context } from 'hono'
import { type ApiError, badRequest } from '@/lib/protocol/error'
import { formParserOf, MAX_WORD, NO_FORM } from './form-parser'

/** A form is a file and a few words about it: every part, however small, costs its reader work and an object. */
const MAX_PARTS = 32

/** The request's form. Throws ApiError (400) for what is none, or has more parts or longer words than we take. */
export async function formBodyOf({ req }: Context): Promise<FormData> {
  const form = new FormData()
  const parser = formParserOf(req.header('content-type'), { parts: MAX_PARTS })
  let refusal: ApiError | undefined
  const refuse = (message = NO_FORM) => {
    refusal ??= badRequest(message)
    parser.destroy()
  }
  parser.on('error', () => refuse())
  parser.on('partsLimit', () => refuse(`The form has more than ${MAX_PARTS} parts.`))
  parser.on('field', (name, value, { valueTruncated }) => {
    if (valueTruncated) refuse(`A field of the form has more than ${MAX_WORD} bytes.`)
    else form.append(name, value)
  })
  parser.on('file', (name, stream, { filename, mimeType }) => {
    const chunks: Uint8Array<ArrayBuffer>[] = []
    stream.on('data', (chunk: Buffer<ArrayBuffer>) => chunks.push(chunk))
    stream.on('end', () => form.append(name, new File(chunks, filename, { type: mimeType })))
    stream.on('error', () => refuse())
  })
  await feed(parser, req.raw).catch(() => refuse())
  if (refusal) throw refusal
  return form
}

/** To its end also where it was refused: who still sends would hear no answer. */
async function feed(parser: Busboy, { body }: Request) {
  const reader = body?.getReader()
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    if (!parser.destroyed) parser.write(read.value)
  }
  if (!parser.destroyed) await finished(parser.end())
}
