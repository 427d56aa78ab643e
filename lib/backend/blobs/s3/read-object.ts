import type { ByteRange } from '../read-range'
import type { Bucket } from './bucket'

/** For so long nothing may come while somebody waits for it. */
const SILENCE_MS = 30_000

/** How often in a row it is asked again for what has not come. */
const MAX_FAILURES = 3

interface Reading {
  readonly key: string
  readonly size: number
  readonly range?: ByteRange | undefined
}

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** The bytes as they are taken; undefined where there are none. When the line breaks, the rest is asked for. */
export async function readObject(bucket: Pick<Bucket, 'get'>, { key, size, range }: Reading) {
  let at = range?.start ?? 0
  const end = Math.min(size, range === undefined ? size : range.end + 1)
  // Nobody may ask for a range of nothing.
  if (at >= end) return new Blob([]).stream()
  const open = () => readerOf(bucket, key, at === 0 && end === size ? undefined : { start: at, end: end - 1 })
  let reader = await open()
  if (!reader) return undefined
  let failures = 0

  async function next(): Promise<Uint8Array> {
    for (;;) {
      try {
        reader ??= await open()
        if (!reader) throw new Error('The bytes were removed while they were read.')
        const { value } = await withinTime(reader.read())
        if (value === undefined) throw new Error('The answer ended too early.')
        failures = 0
        return value
      } catch (error) {
        await leave()
        failures += 1
        if (failures > MAX_FAILURES) throw error
      }
    }
  }

  async function leave() {
    const left = reader
    reader = undefined
    // What is cut off may still be waiting for what does not come.
    void left?.cancel().catch(() => undefined)
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await next()
        at += piece.length
        controller.enqueue(piece)
        if (at < end) return
        await leave()
        controller.close()
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
}

async function readerOf(
  bucket: Pick<Bucket, 'get'>,
  key: string,
  range: ByteRange | undefined,
): Promise<Reader | undefined> {
  const response = await bucket.get(key, range)
  return response && (response.body ?? new Blob([]).stream()).getReader()
}

async function withinTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Nothing came for too long.')), SILENCE_MS)
  })
  return Promise.race([reading, silence]).finally(() => clearTimeout(timer))
}
