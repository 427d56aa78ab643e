// Paths into JSON: `customer.orders[0].id`, `["a.b"]` for names with dots; the empty path is the whole value.

const step = /\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y

/** The names on the way; undefined for what is no path. */
function stepsOf(path: string): readonly string[] | undefined {
  const text = path.trim().replace(/^\$\.?/, '')
  const steps: string[] = []
  step.lastIndex = 0
  while (step.lastIndex < text.length) {
    const found = step.exec(text)
    if (!found) return undefined
    steps.push((found[1] ?? found[2] ?? unquoted(found[3] ?? '')).trim())
  }
  return steps
}

const unquoted = (text: string) => text.replaceAll(/\\(.)/g, '$1')

/** Can this be a path? */
export const isPath = (path: string) => stepsOf(path) !== undefined

/** What stands there; undefined where nothing does. Only what a value has itself counts. */
export function valueAt(value: unknown, path: string): unknown {
  const steps = stepsOf(path)
  if (steps === undefined) return undefined
  let at = value
  for (const name of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return at
}

/** A value as text: a string as it is, all else as JSON; nothing for what is not there. */
export function textOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
