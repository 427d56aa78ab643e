// The projects of this server: what there is beside the default one, which is always there and stored nowhere.
import * as z from 'zod'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import { DEFAULT_PROJECT, type Project } from '@/lib/protocol/people'
import { parse } from '@/lib/protocol/parse'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import { createExclusive } from '@/lib/backend/exclusive'
import type { SettingsTable } from '@/lib/backend/store/settings-table'

export const PROJECT = 'project'
const MAX_PROJECTS = 200
const MAX_ID_LENGTH = 32

const named = z.strictObject({ name: z.string().trim().min(1).max(64) })
const stored = z.object({ name: z.string(), created_at: z.number().nullable(), is_deleted: z.boolean().optional() })
type Stored = z.output<typeof stored>

export interface ProjectsOptions {
  readonly settings: SettingsTable
  readonly clock: Clock
  /** Removes all that is kept of a project. May be asked again for one that was begun. */
  readonly erase: (project: string) => Promise<void>
  readonly report: (message: string, error: unknown) => void
}

export type Projects = Awaited<ReturnType<typeof openProjects>>

export async function openProjects({ settings, clock, erase, report }: ProjectsOptions) {
  let byId = new Map<string, Stored>()
  const exclusive = createExclusive()
  const inTurn = <T>(work: () => Promise<T>) => exclusive('projects', work)

  async function refresh() {
    const rows = await settings.list(PROJECT)
    byId = new Map(
      rows.flatMap(({ id, document }) => {
        const read = stored.safeParse(document)
        return read.success ? [[id, read.data] as const] : []
      }),
    )
  }
  async function put(id: string, document: Stored) {
    await settings.put(PROJECT, { id, document, sealed: null })
    byId = new Map(byId).set(id, document)
  }
  async function drop(id: string) {
    await erase(id)
    await settings.remove(PROJECT, id)
    byId.delete(id)
  }
  const has = (id: string) => (id === DEFAULT_PROJECT ? true : byId.get(id)?.is_deleted === false)
  const standing = () => [DEFAULT_PROJECT, ...[...byId.keys()].filter((id) => id !== DEFAULT_PROJECT && has(id))]
  const toProject = (id: string): Project => {
    const { name = defaultName, created_at = null } = byId.get(id) ?? {}
    return { id, name, created_at }
  }
  function require(id: string): string {
    if (!has(id)) throw notFound('project', id)
    return id
  }
  function refuseTaken(name: string, except?: string) {
    const same = (id: string) => id !== except && plainOf(toProject(id).name) === plainOf(name)
    if (standing().some(same)) {
      throw badRequest(`There is a project named '${name}' already.`, { param: 'name', code: 'name_taken' })
    }
  }
  await refresh()

  return {
    refresh,
    has,
    /** The ids of all, the default one first. */
    ids: standing,
    list: (ids: readonly string[] | null): readonly Project[] =>
      standing()
        .filter((id) => ids === null || ids.includes(id))
        .map(toProject),

    /** Throws ApiError (400). */
    create: (value: unknown) =>
      inTurn(async () => {
        const { name } = parse(named, value)
        refuseTaken(name)
        if (byId.size >= MAX_PROJECTS) {
          throw badRequest(`There are ${MAX_PROJECTS} projects already.`, { code: 'too_many_projects' })
        }
        const id = newIdFor(name, (id) => id === DEFAULT_PROJECT || byId.has(id))
        await put(id, { name, created_at: toSeconds(clock()), is_deleted: false })
        return toProject(id)
      }),

    /** Only its name: addresses stay as they are. Throws ApiError (400, 404). */
    rename: (id: string, value: unknown) =>
      inTurn(async () => {
        const { name } = parse(named, value)
        refuseTaken(name, require(id))
        await put(id, { created_at: null, ...byId.get(id), name, is_deleted: false })
        return toProject(id)
      }),

    /** With all that is in it; `confirm` repeats its id. Nobody reaches it from now on. Throws ApiError. */
    remove: (id: string, confirm: string | undefined) =>
      inTurn(async () => {
        if (require(id) === DEFAULT_PROJECT) {
          throw new ApiError(409, 'The default project cannot be deleted.', { code: 'read_only' })
        }
        if (confirm !== id) {
          throw badRequest(`Deletes all that is in the project. To go ahead, send confirm=${id}.`, { param: 'confirm' })
        }
        const { name, created_at } = toProject(id)
        await put(id, { name, created_at, is_deleted: true })
        await drop(id)
        return { id, name }
      }),

    /** Goes on with deletions that an earlier process did not bring to their end. */
    resume: () =>
      inTurn(async () => {
        for (const [id, { is_deleted }] of byId) {
          if (is_deleted) await drop(id).catch((error: unknown) => report(`Project ${id} could not be deleted.`, error))
        }
      }),
  }
}

const defaultName = 'Default'

const plainOf = (name: string) => name.normalize('NFKC').trim().toLowerCase()

/** Stands in addresses, and stays when the project is renamed. */
function newIdFor(name: string, isTaken: (id: string) => boolean): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID_LENGTH)
    .replace(/^-+|-+$/g, '')
  const base = plain === '' ? 'project' : plain
  if (!isTaken(base)) return base
  for (let number = 2; ; number += 1) if (!isTaken(`${base}-${number}`)) return `${base}-${number}`
}
