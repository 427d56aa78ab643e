// The vector stores of an assistant or a thread, as requests describe them: those they name, one to be made with
// them, and the one for files that come with messages. A plan says which ids will stand there, so that objects can be
// told of before anything is stored; `apply` stores it.
import { ApiError } from '@/lib/protocol/error'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { ToolResources } from '@/lib/protocol/tool'
import type { StoreExpiry } from '@/lib/protocol/vector-store'
import type { Tables } from '@/lib/backend/store/store'
import { addFiles, insertStore, type Making, requireUsable } from './add-files'
import { isExpired } from './to-wire'

export interface StorePlan {
  /** With the ids of the stores, and without what they are to be made of. */
  readonly resources: ToolResources
  /** What changes: those whose files are to be looked after when it is stored. */
  readonly storeIds: readonly string[]
  /** As `addFiles` returns it. Throws ApiError (404, 400) for stores and files that are not there. */
  apply(tables: Tables): Promise<readonly number[]>
}

interface Attached {
  /** The stores that change. */
  readonly storeIds: readonly string[]
  /** The numbers of files whose place others have taken. */
  readonly dropped: readonly number[]
}

interface Planned {
  readonly resources: ToolResources | null | undefined
  /** Files for the file search that come with messages. */
  readonly attached?: readonly string[]
  /** Stores that stand there already: they may have gone since. */
  readonly known?: readonly string[] | undefined
  /** When a store that is made expires. */
  readonly expiry?: StoreExpiry
  /** What the request calls the resources. */
  readonly param?: string
}

/** A store that was made for a thread goes when it is not used for a week. */
export const THREAD_EXPIRY: StoreExpiry = { anchor: 'last_active_at', days: 7 }

export function planStores(
  { resources, attached = [], known = [], expiry, param = 'tool_resources' }: Planned,
  making: Making,
): StorePlan {
  const { file_search: search, ...others } = resources ?? {}
  const helper = search?.vector_stores?.[0]
  const named = search?.vector_store_ids ?? []
  const isNew = named.length === 0 && (helper !== undefined || attached.length > 0)
  const id = isNew ? making.ids('vs_') : named[0]
  return {
    resources: { ...others, ...(id !== undefined ? { file_search: { vector_store_ids: [id] } } : emptied(search)) },
    storeIds: id !== undefined && (isNew || attached.length > 0) ? [id] : [],
    async apply(tables) {
      for (const each of named) if (!known.includes(each)) await requireNamed(tables, each, param)
      if (id === undefined) return []
      if (isNew) {
        await insertStore(tables, { ...(expiry && { expires_after: expiry }), ...helper, id }, making)
      }
      if (attached.length === 0) return []
      const atMs = making.clock()
      await requireUsable(tables, id, atMs)
      return addFiles(tables, { storeId: id, files: attached.map((file_id) => ({ file_id })), atMs })
    },
  }
}

const emptied = (search: ToolResources['file_search']) => search && { file_search: { vector_store_ids: [] } }

async function requireNamed({ vectorStores }: Tables, id: string, param: string) {
  if (await vectorStores.get(id)) return
  throw new ApiError(404, `No vector store found with id '${id}'.`, {
    param: `${param}.file_search.vector_store_ids[0]`,
  })
}

/** The files that come with messages for the file search. */
export const searchedFilesOf = (messages: readonly Pick<CreateMessageBody, 'attachments'>[]): readonly string[] =>
  messages.flatMap(({ attachments }) =>
    (attachments ?? []).flatMap(({ file_id, tools }) =>
      tools?.some(({ type }) => type === 'file_search') ? [file_id] : [],
    ),
  )

const nothing: Attached = { storeIds: [], dropped: [] }

/**
 * Adds files that came with messages to the store of a stored thread, which gets one where it has none that can be
 * used.
 */
export async function attachFiles(
  tables: Tables,
  { threadId, files }: { readonly threadId: string; readonly files: readonly string[] },
  making: Making,
): Promise<Attached> {
  if (files.length === 0) return nothing
  const thread = await tables.threads.get(threadId)
  if (!thread) return nothing
  const known = thread.tool_resources?.file_search?.vector_store_ids ?? []
  const own = known[0] === undefined ? undefined : await tables.vectorStores.get(known[0])
  const isUsable = own !== undefined && !isExpired(own, making.clock())
  const { file_search: _, ...others } = thread.tool_resources ?? {}
  const resources = isUsable ? thread.tool_resources : others
  const plan = planStores({ resources, attached: files, known, expiry: THREAD_EXPIRY }, making)
  const dropped = await plan.apply(tables)
  if (!isUsable) await tables.threads.put({ ...thread, tool_resources: plan.resources })
  return { storeIds: plan.storeIds, dropped }
}
