'use client'

import { createContext, useContext } from 'react'
import type { Api } from '@/lib/client/api'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import { idWithin, projectOf } from '@/lib/protocol/people'
import type { Change } from '@/lib/protocol/playground'

export interface ConnectionState {
  readonly info: ConnectionInfo
  readonly api: Api
  /** All connections of this server, this one too. */
  readonly connections: readonly ConnectionInfo[]
  /** The server asks for its access token; the token itself never comes to a page. */
  readonly needsToken: boolean
  /** Where this page was asked for, as far as the server can tell: a proxy before it may be called otherwise. */
  readonly origin: string
  /** Calls back on every change on the server, until the returned function is called. */
  readonly listen: (listener: (change: Change) => void) => () => void
}

export const ConnectionContext = createContext<ConnectionState | undefined>(undefined)

/** The connection of the page: what it is, and its requests. */
export function useConnection(): ConnectionState {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('useConnection is for components below Providers.')
  return connection
}

/** The requests of the page's connection. */
export const useApi = () => useConnection().api

/** The id of the built-in connection of the page's project, which keeps its objects here. */
export function useOwnConnection(): string {
  const { info } = useConnection()
  return idWithin(projectOf(info.id), 'embedded')
}
