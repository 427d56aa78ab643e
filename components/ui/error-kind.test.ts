import { expect, it } from 'vitest'
import { ApiError, STORE_CODES } from '@/lib/protocol/error'
import { errorKind } from './error-kind'

const refused = (code: string) => new ApiError(503, 'Nothing was stored.', { code })

it.each([
  ['a database that was taken away', refused(STORE_CODES.lost), 'store_lost'],
  ['a full disk', refused(STORE_CODES.full), 'store_full'],
  ['a database that another program holds', refused(STORE_CODES.busy), 'store_busy'],
  ['a database that cannot be reached', refused(STORE_CODES.unreachable), 'unavailable'],
  ['a server that is starting', new ApiError(503, 'The playground is starting.'), 'unavailable'],
  ['a missing scope', new ApiError(403, 'No.', { code: 'insufficient_permissions' }), 'forbidden'],
  ['an error of the server', new ApiError(500, 'It failed.'), 'server'],
])('%s has words of its own', (_what, error, kind) => {
  expect(errorKind(error)).toBe(kind)
})
