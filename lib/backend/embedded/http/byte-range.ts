import type { ByteRange } from '@/lib/backend/blobs/read-range'

/**
 * The one range of bytes that a `Range` header asks for of so many: undefined for a header that asks for the whole, for
 * several ranges, or for nothing that can be understood, which are answered with the whole (RFC 9110, 14.2);
 * `unsatisfiable` for one that begins behind the end.
 */
export function byteRangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    const count = Math.min(Number(last), size)
    return count === 0 ? 'unsatisfiable' : { start: size - count, end: size - 1 }
  }
  const [start, end] = [Number(first), last === '' ? Infinity : Number(last)]
  if (start > end) return undefined
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) }
}
