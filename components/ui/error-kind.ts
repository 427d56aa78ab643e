import { accountFailureOf, ApiError, isDamaged, isLackingScope, storeFailureOf } from '@/lib/protocol/error'

/** Which texts of the catalogue describe an error. */
export function errorKind(error: unknown) {
  if (!(error instanceof ApiError)) return 'client'
  if (error.status === 0) return 'offline'
  if (isLackingScope(error)) return 'forbidden'
  if (error.status === 401 || error.status === 403) return 'unauthorized'
  if (error.status === 404) return 'not_found'
  if (error.status === 429) return 'rate_limited'
  const account = accountFailureOf(error)
  if (account) return `account_${account}` as const
  if (isDamaged(error)) return 'damaged'
  const store = storeFailureOf(error)
  if (store && store !== 'unreachable') return `store_${store}` as const
  if (error.status === 503) return 'unavailable'
  return error.status >= 500 ? 'server' : 'invalid'
}
