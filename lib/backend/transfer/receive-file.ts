import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline, finished } from 'node:stream/promises'
import busboy, { type Busboy } from 'busboy'
import { badRequest, type ApiError } from '@/lib/protocol/error'
import { tooLarge } from '@/lib/backend/wire/too-large'

interface Receiving {
  /** Where the file is written; nothing may be there. */
  readonly path: string
  readonly maxBytes: number
}

const NO_FILE = 'The body of the request is not a form with a file in it.'

/** Writes the one file of a form to the disk as it comes. Returns the name that it had. Throws ApiError (400, 413). */
export async function receiveFile(request: Request, { path, maxBytes }: Receiving): Promise<string> {
  const parser = parserOf(request.headers.get('content-type') ?? '', maxBytes)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  let name: string | undefined
  let refusal: ApiError | undefined
  let writing: Promise<void> = Promise.resolve()
  parser.on('file', (_, stream, { filename }) => {
    name = filename
    stream.once('limit', () => {
      refusal = tooLarge(maxBytes)
    })
    writing = pipeline(stream, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    // It is waited for below; until then nobody listens.
    writing.catch(() => undefined)
  })
  try {
    await feed(parser, request)
    await writing
  } catch (error) {
    refusal ??= badRequest(NO_FILE)
    refusal.cause = error
  }
  if (!refusal && name !== undefined) return name
  await rm(path, { force: true })
  throw refusal ?? badRequest(NO_FILE)
}

/** No faster than the disk takes it. */
async function feed(parser: Busboy, { body }: Request) {
  const reader = body?.getReader()
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    if (!parser.write(read.value)) await new Promise((resolve) => parser.once('drain', resolve))
  }
  await finished(parser.end())
}

function parserOf(type: string, fileSize: number): Busboy {
  // Other types have parsers, too: of this one only is the body a form with a file in it.
  if (!/^multipart\/form-data\s*;/i.test(type)) throw badRequest(NO_FILE)
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: { files: 1, parts: 8, fileSize },
    })
  } catch {
    throw badRequest(NO_FILE)
  }
}
