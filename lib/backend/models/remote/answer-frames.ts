import { createParser } from 'eventsource-parser'
import { notAStream, tooLargePiece, tooMuch, type Endpoint } from './endpoint-errors'
import type { IdleLimit } from './idle-limit'

/** One event of a stream, or a whole body that is no stream. */
export interface AnswerFrame {
  readonly event?: string | undefined
  readonly data: string
}

interface FrameOptions {
  readonly endpoint: Endpoint
  readonly idle: IdleLimit
}

/** Parsing JSON takes the whole process 10 ms per MiB or so; nothing that a model writes at once is near this. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024
/** With comments and what stands around the words, some 300 bytes for each token: sixteen times an answer's text. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * The frames of an answer's body. What the body is called does not matter, endpoints mix it up: one that begins with a
 * brace is a JSON document and becomes a single frame. Any byte is a sign of life to the limit. Throws `ModelError` for
 * a frame that is too large and for a page, and what reading throws.
 */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  { endpoint, idle }: FrameOptions,
): AsyncGenerator<AnswerFrame> {
  const reader = body.getReader()
  const intake = createIntake(endpoint)
  for (;;) {
    const { done, value } = await idle.until(reader.read())
    yield* value ? intake.take(value) : intake.end()
    if (done) return
  }
}

function createIntake(endpoint: Endpoint) {
  const decoder = new TextDecoder()
  const frames: AnswerFrame[] = []
  let bytesOfComments = 0
  const parser = createParser({
    onEvent: ({ event, data }) => void frames.push({ event, data }),
    onComment: (comment) => void (bytesOfComments += Buffer.byteLength(comment) + 1),
  })
  const document: string[] = []
  let kind: 'unknown' | 'events' | 'document' = 'unknown'
  let bytesOfFrame = 0
  let bytesOfAll = 0

  function read(text: string): readonly AnswerFrame[] {
    if (kind === 'unknown') kind = kindOf(text, endpoint)
    if (kind === 'events') parser.feed(text)
    if (kind === 'document') document.push(text)
    const complete = frames.splice(0)
    // A comment is no part of the frame that it may stand in the middle of.
    bytesOfFrame = complete.length > 0 ? 0 : bytesOfFrame - bytesOfComments
    bytesOfComments = 0
    return complete
  }

  return {
    take(bytes: Uint8Array): readonly AnswerFrame[] {
      bytesOfAll += bytes.byteLength
      if (bytesOfAll > MAX_BYTES) throw tooMuch(endpoint, MAX_BYTES)
      bytesOfFrame += bytes.byteLength
      const complete = read(decoder.decode(bytes, { stream: true }))
      if (bytesOfFrame > MAX_FRAME_BYTES) throw tooLargePiece(endpoint, MAX_FRAME_BYTES)
      return complete
    },
    /** The last frame counts also where the empty line behind it is missing. */
    end(): readonly AnswerFrame[] {
      const rest = read(`${decoder.decode()}\n\n`)
      return kind === 'document' ? [{ data: document.join('') }] : rest
    },
  }
}

/** Known by its first sign that is no space. */
function kindOf(text: string, endpoint: Endpoint) {
  const [first] = text.trimStart()
  if (first === '<') throw notAStream(endpoint)
  if (first === undefined) return 'unknown'
  return first === '{' || first === '[' ? 'document' : 'events'
}
