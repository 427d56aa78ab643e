import type { BackendInfo, Capabilities, ConnectionInfo, CreateConnectionBody } from '@/lib/protocol/connection'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import type { RecordTable } from '@/lib/backend/store/record-table'
import type { AnswerTable } from '@/lib/backend/store/store'
import type { Backend } from '@/lib/backend/backend'

/** A connection to a backend elsewhere, with its secrets. */
export interface Definition {
  readonly id: string
  readonly kind: CreateConnectionBody['kind']
  readonly name: string
  readonly origin: Exclude<ConnectionInfo['origin'], 'built-in'>
  /** Without a slash at its end. */
  readonly url: string
  readonly apiVersion: string | null
  readonly organization: string | null
  readonly project: string | null
  /** Empty where the backend asks for none. */
  readonly key: string
  /** Further headers of every request, as secret as the key. */
  readonly headers: Readonly<Record<string, string>>
}

/** A connection that can be asked. */
export interface OpenConnection {
  readonly info: BackendInfo
  readonly backend: Backend
  /** AppBuilder's wire over it. */
  readonly face: Backend
  /** Told what its backend can do, as far as that is known, when it is opened and after each test. */
  seeCapabilities?(capabilities: Capabilities): Promise<void>
  close(): Promise<void>
}

/** A backend before AppBuilder's wire is laid over it. */
export interface OpenedBackend extends Omit<OpenConnection, 'face'> {
  /** For what other wires keep beside this connection's objects. */
  readonly records: RecordTable
  readonly answers: AnswerTable
  readonly runs: RunsHere
}
