// Who may do what, as pages see it: keys, projects, and who asks. A key's secret goes out once, when it is made.

/** What somebody may do: look, have assistants work, change what is set up. None holds another. */
export const scopes = ['read', 'run', 'manage'] as const
export type Scope = (typeof scopes)[number]

/** The project that every server has; its ids are those of a server without projects. */
export const DEFAULT_PROJECT = 'default'

export interface Project {
  readonly id: string
  /** Null for the one that every server has, until somebody names it: pages name it in their language. */
  readonly name: string | null
  /** Unix seconds; null for the one that every server has. */
  readonly created_at: number | null
}

export interface ApiKey {
  readonly id: string
  readonly name: string
  /** How it begins, to tell it from others. */
  readonly hint: string
  /** The one project that it sees; null: it sees all of them. */
  readonly project: string | null
  readonly scopes: readonly Scope[]
  /** Who made it. */
  readonly created_by: string
  /** Unix seconds, as all times here. */
  readonly created_at: number
  readonly expires_at: number | null
  readonly last_used_at: number | null
}

/** The only answer that has the key itself. */
export interface CreatedKey extends ApiKey {
  readonly secret: string
}

export interface CreateKeyBody {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly project?: string | null
  readonly expires_at?: number | null
}

/** Who a request comes from, and what it may do in its project. */
export interface Session {
  readonly object: 'session'
  readonly kind: 'owner' | 'key' | 'user'
  readonly id: string
  readonly name: string
  readonly project: string
  readonly scopes: readonly Scope[]
  /** What it may do in all projects; who may manage there may change what they share. */
  readonly everywhere: readonly Scope[]
  /** Those that it may see. */
  readonly projects: readonly Project[]
}

/** What a page may offer: a scope of the session in its project, or changing what all projects share. */
export type Permission = Scope | 'manage_all'

export const permissionsOf = ({ scopes, everywhere }: Pick<Session, 'scopes' | 'everywhere'>): readonly Permission[] =>
  everywhere.includes('manage') ? [...scopes, 'manage_all'] : scopes

/** Between a connection's own name and its project, in the id of a connection of another project than the default. */
const MARK = '~'

/** The project that a connection's id names. */
export function projectOf(connection: string): string {
  const at = connection.lastIndexOf(MARK)
  return at < 0 ? DEFAULT_PROJECT : connection.slice(at + 1)
}

/** A connection's id within a project. One that names its project already stays. */
export const idWithin = (project: string, connection: string) =>
  project === DEFAULT_PROJECT || connection.includes(MARK) ? connection : `${connection}${MARK}${project}`

/** A connection's id without its project. */
export const plainId = (connection: string) => connection.split(MARK, 1)[0] ?? connection

/** Names the project of a request. Only the guard sets this: what a client sends under it is removed. */
export const PROJECT_HEADER = 'x-playground-project'
/** Says who a request comes from; set by the guard as well. */
export const PRINCIPAL_HEADER = 'x-playground-principal'

/** What stands for whoever asked, on the requests that are made for them. */
export const askerHeaders = [PROJECT_HEADER, PRINCIPAL_HEADER] as const

/** Who did what, as it was noted. */
export interface AuditEntry {
  readonly id: string
  /** Unix seconds. */
  readonly created_at: number
  readonly action: string
  readonly by: { readonly kind: string; readonly id: string; readonly name: string }
  readonly project: string | null
  /** The id, or the address, of what it was done to. */
  readonly object: string | null
  readonly detail: Readonly<Record<string, string | number | null>>
}
