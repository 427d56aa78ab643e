// Texts with places for arguments: `{{path}}`, and `{{path|else}}` for where there is none.
import { RuleError } from './rule-error'
import { isPath, textOf, valueAt } from './value-at'

/** A long argument in many places makes no more than this. */
const MAX_LENGTH = 1_000_000

const place = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g

/** The first place whose path is none; undefined where all are well. */
export function badPlaceIn(template: string): string | undefined {
  for (const [whole, path = ''] of template.matchAll(place)) if (!isPath(path)) return whole
  return undefined
}

/**
 * Each place by what `write` makes of its value; undefined where there is neither the argument nor another text. Throws
 * RuleError for what becomes too long.
 */
export function fill(template: string, args: unknown, write: (value: unknown, at: number) => string): string {
  let filled = ''
  let end = 0
  for (const { 0: whole, 1: path = '', 2: otherwise, index } of template.matchAll(place)) {
    filled += template.slice(end, index) + write(valueAt(args, path) ?? otherwise?.trim(), index)
    end = index + whole.length
    if (filled.length > MAX_LENGTH) throw new RuleError(`With these arguments it has over ${MAX_LENGTH} characters.`)
  }
  return filled + template.slice(end)
}

/**
 * A template that is JSON with places stays JSON whatever the arguments are: within a string an argument is part of
 * it, elsewhere it is a value. In all other templates arguments stand as they are.
 */
export function fillTemplate(template: string, args: unknown): string {
  const inString = stringPlaces(template)
  if (!isJsonTemplate(template, inString)) return fill(template, args, textOf)
  return fill(template, args, (value, at) =>
    inString.has(at) ? JSON.stringify(textOf(value)).slice(1, -1) : (JSON.stringify(value ?? null) ?? 'null'),
  )
}

function isJsonTemplate(template: string, inString: ReadonlySet<number>): boolean {
  if (!/^\s*[{[]/.test(template)) return false
  try {
    const sample: unknown = JSON.parse(fill(template, undefined, (_value, at) => (inString.has(at) ? '' : '0')))
    return typeof sample === 'object'
  } catch {
    return false
  }
}

/** Where the places begin that stand within strings, if the template is JSON. */
function stringPlaces(template: string): ReadonlySet<number> {
  const found = new Set<number>()
  const starts = new Map([...template.matchAll(place)].map((match) => [match.index, match[0].length]))
  let isInside = false
  for (let at = 0; at < template.length; at += 1) {
    const length = starts.get(at)
    if (length !== undefined) {
      if (isInside) found.add(at)
      at += length - 1
    } else if (template[at] === '\\' && isInside) at += 1
    else if (template[at] === '"') isInside = !isInside
  }
  return found
}
