// The projects of this server: what there is beside the default one, which is always there and stored nowhere.
import * as z from 'zod'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import { DEFAULT_PROJECT, type Project } from '@/lib/protocol/people'
import { MAX_NAME } from '@/lib/protocol/limits'
import { parse } from '@/lib/protocol/parse'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import { createExclusive } from '@/lib/backend/exclusive'
import { newIdFor, plainName } from '@/lib/backend/given-names'
import type { SettingsTable } from '@/lib/backend/store/settings-table'

export const PROJECT = 'project'
const MAX_PROJECTS = 200

const named = z.strictObject({ name: z.string().trim().min(1).max(MAX_NAME) })
const stored = z.object({
  name: z.string().nullable(),
  created_at: z.number().nullable(),
  is_deleted: z.boolean().optional(),
})
type Stored = z.output<typeof stored>

export interface ProjectsOptions {
  readonly settings: SettingsTable
  readonly clock: Clock
  /** Removes all that is kept of a project. May be asked again for one that was begun. */
  readonly erase: (project: string) => Promise<void>
  readonly report: (message: string, error: unknown) => void
}

export type Projects = Awaited<ReturnType<typeof openProjects>>

/** The projects as they are stored, with all that is asked of them on the way. */
function createHeldProjects(settings: SettingsTable) {
  let byId = new Map<string, Stored>()
  const has = (id: string) => (id === DEFAULT_PROJECT ? true : byId.get(id)?.is_deleted === false)
  const ids = () => [DEFAULT_PROJECT, ...[...byId.keys()].filter((id) => id !== DEFAULT_PROJECT && has(id))]
  const toProject = (id: string): Project => {
    const { name = null, created_at = null } = byId.get(id) ?? {}
    return { id, name, created_at }
  }
  return {
    ...{ has, ids, toProject },
    /** Those that are being deleted, too. */
    all: () => [...byId],
    async refresh() {
      byId = new Map(
        (await settings.list(PROJECT)).flatMap(({ id, document }) => {
          const read = stored.safeParse(document)
          return read.success ? [[id, read.data] as const] : []
        }),
      )
    },
    async put(id: string, document: Stored) {
      await settings.put(PROJECT, { id, document, sealed: null })
      byId.set(id, document)
    },
    async drop(id: string) {
      await settings.remove(PROJECT, id)
      byId.delete(id)
    },
    /** Throws ApiError (404). */
    require(id: string): string {
      if (!has(id)) throw notFound('project', id)
      return id
    },
    /** Throws ApiError (400). */
    refuseTaken(name: string, except?: string) {
      const isSame = (id: string) => id !== except && plainName(toProject(id).name ?? '') === plainName(name)
      if (!ids().some(isSame)) return
      throw badRequest(`There is a project named '${name}' already.`, { param: 'name', code: 'name_taken' })
    },
  }
}

export async function openProjects({ settings, clock, erase, report }: ProjectsOptions) {
  const held = createHeldProjects(settings)
  await held.refresh()

  return {
    refresh: held.refresh,
    has: held.has,
    /** The ids of all, the default one first. */
    ids: held.ids,
    list: (ids: readonly string[] | null): readonly Project[] =>
      held
        .ids()
        .filter((id) => ids === null || ids.includes(id))
        .map(held.toProject),
    ...changing(held, { clock, erase, report }),
  }
}

type Held = ReturnType<typeof createHeldProjects>

function changing(held: Held, { clock, erase, report }: Omit<ProjectsOptions, 'settings'>) {
  const exclusive = createExclusive()
  const inTurn = <T>(work: () => Promise<T>) => exclusive('projects', work)
  async function drop(id: string) {
    await erase(id)
    await held.drop(id)
  }
  return {
    /** Throws ApiError (400). */
    create: (value: unknown) =>
      inTurn(async () => {
        const { name } = parse(named, value)
        held.refuseTaken(name)
        const taken = new Set([DEFAULT_PROJECT, ...held.all().map(([id]) => id)])
        if (taken.size > MAX_PROJECTS) {
          throw badRequest(`There are ${MAX_PROJECTS} projects already.`, { code: 'too_many_projects' })
        }
        const id = newIdFor(name, { otherwise: 'project', isFree: (id) => !taken.has(id) })
        await held.put(id, { name, created_at: toSeconds(clock()), is_deleted: false })
        return held.toProject(id)
      }),

    /** Only its name: addresses stay as they are. Throws ApiError (400, 404). */
    rename: (id: string, value: unknown) =>
      inTurn(async () => {
        const { name } = parse(named, value)
        held.refuseTaken(name, held.require(id))
        await held.put(id, { created_at: held.toProject(id).created_at, name, is_deleted: false })
        return held.toProject(id)
      }),

    /** With all that is in it; `confirm` repeats its id. Nobody reaches it from now on. Throws ApiError. */
    remove: (id: string, confirm: string | undefined) =>
      inTurn(async () => {
        if (held.require(id) === DEFAULT_PROJECT) {
          throw new ApiError(409, 'The default project cannot be deleted.', { code: 'read_only' })
        }
        if (confirm !== id) {
          throw badRequest(`Deletes all that is in the project. To go ahead, send confirm=${id}.`, { param: 'confirm' })
        }
        const { name, created_at } = held.toProject(id)
        await held.put(id, { name, created_at, is_deleted: true })
        await drop(id)
        return { id, name }
      }),

    /** Goes on with deletions that an earlier process did not bring to their end. */
    resume: () =>
      inTurn(async () => {
        for (const [id, { is_deleted }] of held.all()) {
          if (is_deleted) await drop(id).catch((error: unknown) => report(`Project ${id} could not be deleted.`, error))
        }
      }),
  }
}
