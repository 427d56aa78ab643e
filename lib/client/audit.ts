import { infiniteQueryOptions } from '@tanstack/react-query'
import type { List } from '@/lib/protocol/list'
import type { AuditEntry } from '@/lib/protocol/people'
import { json } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './browser-send'

/** Who did what, the newest first. */
export const auditQuery = () =>
  infiniteQueryOptions({
    queryKey: ['settings', 'audit'],
    queryFn: ({ pageParam, signal }) =>
      json<List<AuditEntry>>(sendFromBrowser, `/api/settings/audit${pageParam && `?after=${pageParam}`}`, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ data, has_more }) => (has_more ? data.at(-1)?.id : undefined),
  })
