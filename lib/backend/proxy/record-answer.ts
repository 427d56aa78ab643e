// A whole answer as it passes: its objects go into the record when its last byte has come.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { BodyObserver } from './copy-body'
import type { Recording } from './recording'
import { takeIn, takeMissing, threadOf, type Sight } from './seen-objects'

/** Longer ones are passed on and not read. */
const MAX_BYTES = 32 * 1024 * 1024

interface Answered {
  readonly status: number
  readonly sight: Omit<Sight, 'atMs' | 'body'>
  /** What was asked, as text. */
  readonly body: () => string | null
  /** Called in the thread's turn, behind what the answer shows. */
  readonly onTaken: (value: unknown) => Promise<void>
  /** It cannot be read: it broke off, or is too long. */
  readonly onUnread: () => void
}

/** Is to be given the answer decoded. */
export function recordAnswer(recording: Recording, answered: Answered): BodyObserver {
  const pieces: Uint8Array[] = []
  let bytes = 0
  return {
    onBytes(piece) {
      bytes += piece.byteLength
      if (bytes <= MAX_BYTES) pieces.push(piece)
    },
    ended(error) {
      if (error !== undefined || bytes > MAX_BYTES) return answered.onUnread()
      const atMs = recording.clock()
      record(recording, answered, { value: jsonOf(Buffer.concat(pieces).toString()), atMs })
    },
  }
}

interface ReadBody {
  readonly value: unknown
  readonly atMs: number
}

function record(recording: Recording, { status, sight, body, onTaken }: Answered, { value, atMs }: ReadBody) {
  // What a stream has told before stands before it.
  for (const flush of recording.flushes.values()) flush('edges')
  recording.queue.put(threadOf(sight.call, value), async () => {
    // The answer is sent before it is recorded.
    await othersFirst()
    if (status === 200) await takeIn(recording, value, { ...sight, atMs, body: jsonOf(body() ?? '{}') })
    else if (status === 404 && isRecord(value) && isRecord(value['error'])) await takeMissing(recording, sight.call)
    await onTaken(value)
  })
}
