// What somebody may do where.
import { type Scope, scopes } from '@/lib/protocol/people'

export interface Grant {
  /** Null: all, those that are made later too. */
  readonly projects: readonly string[] | null
  readonly scopes: readonly Scope[]
}

export const ownersGrants: readonly Grant[] = [{ projects: null, scopes }]

const covers = ({ projects }: Grant, project: string) => projects === null || projects.includes(project)

/** What these allow in a project; nothing where none of them is about it. */
export const scopesIn = (grants: readonly Grant[], project: string): readonly Scope[] =>
  scopes.filter((scope) => grants.some((grant) => covers(grant, project) && grant.scopes.includes(scope)))

/** The projects that they are about; null: all. */
export const projectsOf = (grants: readonly Grant[]): readonly string[] | null =>
  grants.some(({ projects }) => projects === null)
    ? null
    : [...new Set(grants.flatMap(({ projects }) => projects ?? []))]

/** What they allow in all projects. */
export const scopesEverywhere = (grants: readonly Grant[]): readonly Scope[] =>
  scopes.filter((scope) => grants.some((grant) => grant.projects === null && grant.scopes.includes(scope)))
