'use client'

import { createContext, useContext } from 'react'
import type { Api } from '@/lib/client/api'
import type { Change, ConnectionInfo } from '@/lib/protocol/playground'

export interface ConnectionState {
  readonly info: ConnectionInfo
  readonly api: Api
  /** The live line to the server: `lost` as soon as it breaks, `open` again when it is back. */
  readonly line: 'connecting' | 'open' | 'lost'
  /** All connections of this server, this one too. */
  readonly connections: readonly ConnectionInfo[]
  /** Tells of every change on the server, until the returned function is called. */
  readonly listen: (hear: (change: Change) => void) => () => void
}

export const ConnectionContext = createContext<ConnectionState | undefined>(undefined)

/** The connection of the page: its requests and the state of its live line. */
export function useConnection(): ConnectionState {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('useConnection is for components below Providers.')
  return connection
}

/** The requests of the page's connection. */
export const useApi = () => useConnection().api
