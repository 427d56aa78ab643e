import type { KyselyPlugin, PluginTransformQueryArgs } from 'kysely'
import { ApiError } from '@/lib/protocol/error'

/** The code of a refusal to write to a database that was taken away under the server. */
export const STORE_LOST = 'store_lost'

const writing: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'])

/** Refuses every write once there is a reason. Reads go on as long as they can. */
export const refuseWrites = (reason: () => string | undefined): KyselyPlugin => ({
  transformQuery({ node }) {
    if (isWrite(node) && reason() !== undefined) {
      throw new ApiError(
        503,
        "The server's database was deleted or replaced, so nothing can be written until whoever runs it has seen to it.",
        { code: STORE_LOST },
      )
    }
    return node
  },
  transformResult: async ({ result }) => result,
})

const isWrite = (node: PluginTransformQueryArgs['node']) =>
  writing.has(node.kind) ||
  (node.kind === 'RawNode' && /^\s*(?:insert|update|delete)/i.test(node.sqlFragments[0] ?? ''))
