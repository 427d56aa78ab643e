import { weightOf } from '@/lib/backend/weight-of'
import { jsonPiecesOf } from './json-pieces'
import { WrittenAnswer } from './written-answer'

/** From how many characters on an answer is written in pieces. Few are as large. */
const LARGE = 1024 * 1024

/**
 * Answers with a plain value as JSON. A large one is written as it is taken: its text, the bytes of that and what is
 * waiting to be sent would each cost its size once more. It says how long it is, as other answers do.
 */
export function jsonAnswer(value: object): Response {
  if (weightOf(value) < LARGE) return new WrittenAnswer(JSON.stringify(value))
  let length = 0
  for (const piece of jsonPiecesOf(value)) length += Buffer.byteLength(piece)
  const headers = { 'content-type': 'application/json', 'content-length': String(length) }
  return new Response(writtenAsTaken(jsonPiecesOf(value)), { headers })
}

function writtenAsTaken(pieces: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = pieces.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
    },
    { highWaterMark: 0 },
  )
}
