import type { KyselyPlugin, PluginTransformQueryArgs } from 'kysely'
import { ApiError, STORE_CODES } from '@/lib/protocol/error'

const writing: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'])

/** Refuses every write once there is a reason. Reads go on as long as they can. */
export const refuseWrites = (reason: () => string | undefined): KyselyPlugin => ({
  transformQuery({ node }) {
    if (isWrite(node) && reason() !== undefined) {
      throw new ApiError(
        503,
        "The server's database was deleted or replaced, so nothing can be written until whoever runs it has seen to it.",
        { code: STORE_CODES.lost },
      )
    }
    return node
  },
  transformResult: async ({ result }) => result,
})

const isWrite = (node: PluginTransformQueryArgs['node']) =>
  writing.has(node.kind) ||
  (node.kind === 'RawNode' && /^\s*(?:insert|update|delete)/i.test(node.sqlFragments[0] ?? ''))
