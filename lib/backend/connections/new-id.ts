import type { CreateConnectionBody } from '@/lib/protocol/connection'
import { newIdFor } from '@/lib/backend/given-names'

/** Ids that addresses of pages and of the server begin with, or that mean something already. */
const reserved = new Set([
  ...['api', 'c', 'v1', 'v2', 'openai', 'login', 'logout', 'design', 'embedded', 'appbuilder'],
  ...['connections', 'models', 'mcp', 'transfer', 'files', 'vector-stores', 'capsule', 'settings', 'keys', 'new'],
])

/** Nobody may call a connection so: its pages, or others, could not be reached. */
export const isReservedId = (id: string) => reserved.has(id)

/** A short id of the name that nobody has; of a name without Latin letters it is the kind. */
export const newConnectionIdFor = (
  { name, kind }: Pick<CreateConnectionBody, 'name' | 'kind'>,
  isTaken: (id: string) => boolean,
) => newIdFor(name, { otherwise: kind, isFree: (id) => !isReservedId(id) && !isTaken(id) })
