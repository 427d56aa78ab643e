import { type Scope, scopes } from '@/lib/protocol/people'

/** What is said of who may look, and not do everything; undefined for who may. */
export function accessOf(held: readonly Scope[]): 'read' | 'read_run' | 'read_manage' | undefined {
  if (scopes.every((scope) => held.includes(scope))) return undefined
  if (held.includes('run')) return 'read_run'
  return held.includes('manage') ? 'read_manage' : 'read'
}
