// Who asks, as the guard hands it on in a header.
import { PRINCIPAL_HEADER, type Scope, type Session } from '@/lib/protocol/people'

export interface Principal {
  readonly kind: Session['kind']
  /** A key's id, or what a sign-in calls its user. */
  readonly id: string
  readonly name: string
  /** The project of this request. */
  readonly project: string
  /** What it may do there. */
  readonly scopes: readonly Scope[]
  /** The projects that it may see; null: all. */
  readonly projects: readonly string[] | null
  /** What it may do in all projects; who may manage there may change what they share. */
  readonly everywhere: readonly Scope[]
}

/** Whether it may change what all projects share. */
export const managesAll = ({ everywhere }: Pick<Principal, 'everywhere'>) => everywhere.includes('manage')

/** What a header can carry, whatever letters a name has. */
export const toHeader = (principal: Principal) => encodeURIComponent(JSON.stringify(principal))

/** Who a request comes from that the guard has let pass. Throws where it has not: nobody else asks. */
export function principalOf({ headers }: Pick<Request, 'headers'>): Principal {
  const value = headers.get(PRINCIPAL_HEADER)
  if (value === null) throw new Error('A request came past the guard.')
  return JSON.parse(decodeURIComponent(value)) as Principal
}
