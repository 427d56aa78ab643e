// Open sessions with MCP servers: one for each, opened when it is first needed and closed when nobody needs it.
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { McpDefinition } from './mcp-definition'
import { openSession, type OpenSessionOptions, type Session } from './open-session'

export type Sessions = ReturnType<typeof createSessions>

/** After so long without a request a session is closed, and its process ends. */
const IDLE_MS = 60_000

interface Held {
  readonly definition: McpDefinition
  readonly session: Promise<Session>
  users: number
  timer: NodeJS.Timeout | undefined
}

export function createSessions(options: OpenSessionOptions & { readonly idleMs?: number }) {
  const { idleMs = IDLE_MS } = options
  const all = new Map<string, Held>()
  let isClosed = false

  async function close(held: Held) {
    clearTimeout(held.timer)
    if (all.get(held.definition.id) === held) all.delete(held.definition.id)
    const [outcome] = await Promise.allSettled([held.session])
    // One that cannot be closed in order is gone.
    if (outcome.status === 'fulfilled') await outcome.value.close().catch(() => undefined)
  }

  function open(definition: McpDefinition): Held {
    const held: Held = { definition, session: openSession(definition, options), users: 0, timer: undefined }
    all.set(definition.id, held)
    // What waits for it is told; nobody waits for it any more when it is over.
    held.session.catch(() => close(held))
    return held
  }

  async function heldFor(definition: McpDefinition): Promise<Held> {
    const known = all.get(definition.id)
    if (!known) return open(definition)
    const session = await known.session.catch(() => undefined)
    if (session && known.definition === definition && !session.isOver()) return known
    await close(known)
    return all.get(definition.id) ?? open(definition)
  }

  return {
    /** Throws what went wrong with the session, and what `work` throws. */
    async with<T>(definition: McpDefinition, work: (client: Client) => Promise<T>): Promise<T> {
      if (isClosed) throw new Error('The server is closing.')
      const held = await heldFor(definition)
      held.users += 1
      clearTimeout(held.timer)
      try {
        return await work((await held.session).client)
      } finally {
        held.users -= 1
        if (held.users === 0) held.timer = setTimeout(() => void close(held), idleMs).unref()
      }
    },

    /** Ends the session of a server that was changed or removed. */
    async end(id: string) {
      const held = all.get(id)
      if (held) await close(held)
    },

    async close() {
      isClosed = true
      await Promise.all([...all.values()].map(close))
    },
  }
}
