/** What people name themselves. */
const own = new Set(['metadata', 'parameters', 'schema'])

const camelled = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** A value of the wire with the names that the client of Foundry's agents has: `tool_call_id` is `toolCallId`. */
export function toAgentsNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toAgentsNames)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [camelled(name), own.has(name) ? each : toAgentsNames(each)]),
  )
}

/** The way to a value in an object of the wire, in those names. */
export const inAgentsNames = (way: readonly (string | number)[]) =>
  way.map((step) => (typeof step === 'string' ? camelled(step) : step))
