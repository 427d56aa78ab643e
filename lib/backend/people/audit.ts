// What is told of who did what. One function takes it; what keeps it stands elsewhere.
import type { Principal } from './principal'

export const auditActions = [
  'key.created',
  'key.revoked',
  'project.created',
  'project.renamed',
  'project.deleted',
  'session.created',
  'session.ended',
  'object.changed',
  'object.deleted',
  'data.exported',
  'data.imported',
  'transfer.deleted',
  'threads.expired',
] as const

export interface AuditEvent {
  readonly action: (typeof auditActions)[number]
  readonly by: Pick<Principal, 'kind' | 'id' | 'name'>
  readonly project: string | null
  /** The id of what it was done to. */
  readonly object: string | null
  /** What a reader needs beside that; never a secret. */
  readonly detail?: Readonly<Record<string, string | number | null>>
}

/** Never throws, and is not waited for. */
export type Audit = (event: AuditEvent) => void
