// What an answer that refuses says. Not every body ends, and no person reads more than the beginning.
import { readUpTo } from '@/lib/protocol/read-up-to'
import { withResolvers } from './with-resolvers'

const MAX_BYTES = 64 * 1024
const MAX_MS = 5_000

/** The text of an error's body, as far as it comes within some seconds. Throws what reading throws. */
export async function errorTextOf({ body }: Response): Promise<string> {
  if (!body) return ''
  const enough = withResolvers<undefined>()
  const timer = setTimeout(() => enough.resolve(undefined), MAX_MS)
  try {
    return new TextDecoder().decode((await readUpTo(body, MAX_BYTES, enough.promise)).bytes)
  } finally {
    clearTimeout(timer)
  }
}
