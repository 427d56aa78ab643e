'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { fileQuery } from '@/lib/client/queries'

/** How a file is called, which its place in a store does not tell. Until it is known its id stands there. */
export function FileName({ id }: { id: string }) {
  const { data } = useQuery({ ...fileQuery(useApi(), id), staleTime: Infinity, retry: false })
  return data ? plainName(data.filename) : <code className="font-mono text-meta text-muted">{id}</code>
}
