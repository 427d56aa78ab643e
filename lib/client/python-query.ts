import { queryOptions } from '@tanstack/react-query'
import type { PythonState } from '@/lib/protocol/python'
import { json } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './browser-send'

/** What runs Python in the built-in connection. It is found out once a start of the server. */
export const pythonQuery = (connection: string) =>
  queryOptions({
    queryKey: ['connections', connection, 'python'],
    queryFn: ({ signal }) =>
      json<PythonState>(sendFromBrowser, `/api/connections/${encodeURIComponent(connection)}/python`, { signal }),
    staleTime: 60_000,
  })
