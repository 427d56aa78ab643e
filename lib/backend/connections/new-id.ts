import type { CreateConnectionBody } from '@/lib/protocol/connection'

/** Ids that addresses of pages and of the server begin with, or that mean something already. */
const reserved = new Set([
  ...['api', 'c', 'v1', 'v2', 'openai', 'login', 'logout', 'design', 'embedded', 'appbuilder'],
  ...['connections', 'models', 'mcp', 'transfer', 'files', 'vector-stores', 'capsule', 'settings', 'keys', 'new'],
])

export const MAX_ID_LENGTH = 32

/** Nobody may call a connection so: its pages, or others, could not be reached. */
export const isReservedId = (id: string) => reserved.has(id)

/** A short id of the name that nobody has; of a name without Latin letters it is the kind. */
export function newIdFor(
  { name, kind }: Pick<CreateConnectionBody, 'name' | 'kind'>,
  isTaken: (id: string) => boolean,
) {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID_LENGTH)
    .replace(/^-+|-+$/g, '')
  const base = plain === '' ? kind : plain
  const isFree = (id: string) => !isReservedId(id) && !isTaken(id)
  if (isFree(base)) return base
  for (let number = 2; ; number += 1) if (isFree(`${base}-${number}`)) return `${base}-${number}`
}
