import type { AdapterRoutes, AdapterServices } from './context'

/** An account that does not answer is asked for something small this long after its last answer. */
const PROBE_AFTER_MS = 10_000

/** How the account stands. Where that is not well, asking for it makes it be looked at again, at most so often. */
export const accountRoutes =
  (connection: string): AdapterRoutes =>
  (app, services) => {
    const { line, clock } = services
    let probedMs = -Infinity
    app.get(`/connections/${connection}/account`, (c) => {
      const state = line.state()
      const isWell = state.status === 'answering' || state.status === 'unknown'
      if (!isWell && clock() - Math.max(probedMs, state.since_ms ?? 0) >= PROBE_AFTER_MS) {
        probedMs = clock()
        probe(services)
      }
      return c.json(state)
    })
  }

/** What comes of it the line notes; nothing else is asked for. */
function probe({ client, engine }: AdapterServices) {
  engine.aside('Looking whether AppBuilder answers', async (signal) => {
    await client.assistants.list({ limit: 1 }, { signal }).catch(() => signal.throwIfAborted())
  })
}
