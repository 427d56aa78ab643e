import { mountedFilesParams, mountParams } from '@/lib/appbuilder/assistant'
import type { Assistant } from '@/lib/protocol/assistant'
import { badRequest, notFound } from '@/lib/protocol/error'
import { wholeAnswer } from './answer'
import type { FaceServices } from './context'
import type { FaceRoutes } from './face-routes'
import { requireFiles } from './files'
import type { AssistantExtras } from './extras-store'
import { bodyOf, paging, segment } from './request'

const toMounts = (assistantId: string, { mounts }: AssistantExtras) =>
  mounts.map(({ file_id, created_at }) => ({
    id: file_id,
    object: 'assistant.file',
    created_at,
    assistant_id: assistantId,
  }))

/** Throws where mounts would stay here: nobody shall believe that an assistant reads a file which it never gets. */
function requireMounts({ takesMounts }: FaceServices, param: string | null) {
  if (takesMounts) return
  const message =
    'This connection carries no files on assistants: mount them at AppBuilder itself, or send them with messages.'
  throw badRequest(message, { code: 'unsupported_value', param })
}

/** Throws unless all of these files can be mounted on an assistant. */
export async function requireMountable(services: FaceServices, ids: readonly string[]) {
  if (ids.length > 0) requireMounts(services, 'file_ids')
  await requireFiles(services, ids)
}

/** Files on assistants. */
export const mountRoutes: FaceRoutes = (app, services) => {
  const { wire, extrasStore, clock } = services
  const requireAssistant = (id: string) => wire.get<Assistant>(`/assistants/${segment(id)}`)

  app.post('/v2/assistants/files', async (c) => {
    const { assistant_id: id, file_id } = await bodyOf(c, mountParams)
    requireMounts(services, 'file_id')
    await requireAssistant(id)
    await requireFiles(services, [file_id])
    const extras = await extrasStore.changeAssistant(id, (extras) =>
      extras.mounts.some((mount) => mount.file_id === file_id)
        ? extras
        : { ...extras, mounts: [...extras.mounts, { file_id, created_at: clock() }] },
    )
    return c.json(toMounts(id, extras).find((mount) => mount.id === file_id))
  })

  app.post('/v2/assistants/files/list', async (c) => {
    const { assistant_id: id, ...query } = await bodyOf(c, mountedFilesParams)
    requireMounts(services, null)
    if (id !== '') {
      await requireAssistant(id)
      return c.json(wholeAnswer(toMounts(id, await extrasStore.assistant(id)), { noun: 'file', query: paging(query) }))
    }
    const all = (await extrasStore.assistants()).flatMap(({ id, extras }) => toMounts(id, extras))
    return c.json(wholeAnswer(all, { noun: 'file', query: paging(query) }))
  })

  app.post('/v2/assistants/files/delete', async (c) => {
    const { assistant_id: id, file_id } = await bodyOf(c, mountParams)
    requireMounts(services, 'file_id')
    await requireAssistant(id)
    if (!(await extrasStore.assistant(id)).mounts.some((mount) => mount.file_id === file_id))
      throw notFound('file', file_id)
    await extrasStore.changeAssistant(id, (extras) => ({
      ...extras,
      mounts: extras.mounts.filter((mount) => mount.file_id !== file_id),
    }))
    return c.json({ id: file_id, object: 'assistant.file.deleted', deleted: true })
  })
}
