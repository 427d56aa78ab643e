// Definitions are read again with every turn and each form: what requests may not bring, imports do not bring either.
import { bytesOf, excessOf, MAX_BYTES_OF_TOOLS } from '@/lib/protocol/definition-limits'
import { isRaw, type Raw } from './unit'

interface WithinLimits {
  /** The same object where nothing had to be left out. */
  readonly object: Raw
  /** The functions, or response format, that were left out, by name; null where it has none. */
  readonly leftOut: readonly (string | null)[]
}

/** An assistant or a run without the definitions that are larger than a request may bring. */
export function withinLimits(object: Raw): WithinLimits {
  const { tools, leftOut } = toolsWithin(object['tools'])
  const format = object['response_format']
  const schema = isRaw(format) && isRaw(format['json_schema']) ? format['json_schema'] : {}
  const isFormatLeftOut = excessOf(schema['schema']) !== undefined
  if (leftOut.length === 0 && !isFormatLeftOut) return { object, leftOut }
  return {
    object: { ...object, tools, ...(isFormatLeftOut && { response_format: 'auto' }) },
    leftOut: [...leftOut, ...(isFormatLeftOut ? [nameOf(schema)] : [])],
  }
}

/** The first of them that together are not too large, either. */
function toolsWithin(given: unknown): { readonly tools: unknown; readonly leftOut: readonly (string | null)[] } {
  if (!Array.isArray(given)) return { tools: given, leftOut: [] }
  const tools: unknown[] = []
  const leftOut: (string | null)[] = []
  let bytes = bytesOf([])
  for (const tool of given as readonly unknown[]) {
    const called = isRaw(tool) && isRaw(tool['function']) ? tool['function'] : {}
    const size = excessOf(called['parameters']) ? Infinity : bytesOf(tool) + 1
    if (bytes + size > MAX_BYTES_OF_TOOLS) leftOut.push(nameOf(called))
    else {
      tools.push(tool)
      bytes += size
    }
  }
  return { tools, leftOut }
}

const nameOf = ({ name }: Raw) => (typeof name === 'string' ? name : null)
