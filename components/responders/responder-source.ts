// What answers a function, as text in a draft and as the fields of a form. The text counts, as with definitions.
import type { RespondersBody, RuleBody } from '@/lib/protocol/responder'
import { type ResponderMode, responderModes, type RuleKind, ruleKinds } from '@/lib/protocol/responder-limits'
import { readJson } from '@/components/json/json-source'

export interface ResponderFields {
  readonly mode: ResponderMode
  readonly rules: readonly DraftRule[]
}

/** A rule of a draft. It has an id, by which it is told apart and keeps its secrets; of these it has the names only. */
export type DraftRule = RuleBody & { readonly id: string }
export type RuleOf<Kind extends RuleKind> = Extract<DraftRule, { kind: Kind }>

export const noResponder: ResponderFields = { mode: 'never', rules: [] }

/** The fields of a text; undefined where it is broken, or is no responder. Without text a person answers. */
export function responderOf(source: string | undefined): ResponderFields | undefined {
  if (source === undefined) return noResponder
  const reading = readJson(source)
  if (!reading.ok || !isObject(reading.value)) return undefined
  const { mode = 'always', rules } = reading.value
  if (!isOneOf(responderModes, mode) || !Array.isArray(rules) || !rules.every(isRule)) return undefined
  const taken = new Set(rules.flatMap(({ id }) => (id === undefined ? [] : [id])))
  return { mode, rules: rules.map((rule) => ({ ...rule, id: rule.id ?? freshId(taken) })) }
}

/** The text of what answers; undefined where that is a person, and no rule is kept. */
export const responderSource = ({ mode, rules }: ResponderFields): string | undefined =>
  mode === 'never' && rules.length === 0 ? undefined : JSON.stringify({ mode, rules }, null, 2)

/** A rule that has all that its kind needs, to begin with. */
export function newRule(kind: RuleKind, id: string): DraftRule {
  const own = { id, name: '' }
  switch (kind) {
    case 'static':
      return { ...own, kind, output: '' }
    case 'template':
      return { ...own, kind, template: '' }
    case 'lookup':
      return { ...own, kind, path: '', entries: [{ key: '', output: '' }], fallback: null }
    case 'javascript':
      return { ...own, kind, code: 'return { ...args }' }
    case 'http':
      return { ...own, kind, method: 'GET', url: '', headers: {} }
    case 'mcp':
      return { ...own, kind, server: '', tool: '', arguments: null }
    case 'recorded':
      return { ...own, kind, calls: [], otherwise: 'next' }
    case 'fail':
      return { ...own, kind, error: '' }
    default:
      return kind satisfies never
  }
}

/** Whether a rule has what nothing can stand in for. */
export function isComplete(rule: DraftRule): boolean {
  switch (rule.kind) {
    case 'http':
      return rule.url.trim() !== ''
    case 'mcp':
      return rule.server !== '' && rule.tool !== ''
    case 'static':
    case 'template':
    case 'lookup':
    case 'javascript':
    case 'recorded':
    case 'fail':
      return true
    default:
      return rule satisfies never
  }
}

/** An id of a rule that is made here: no other rule of its assistant has it. Short, for it stands in the JSON. */
export const newRuleId = () => `r${Math.random().toString(36).slice(2, 10)}`

/** An id for a rule of a text that has none: the same each time that it is read. */
function freshId(taken: ReadonlySet<string>): string {
  let number = taken.size + 1
  while (taken.has(`r${number}`)) number += 1
  return `r${number}`
}

/** The rules with one of them at another place. */
export const moved = (
  rules: readonly DraftRule[],
  { from, to }: { from: number; to: number },
): readonly DraftRule[] => {
  const rule = rules[from]
  return rule === undefined || to < 0 || to >= rules.length ? rules : rules.toSpliced(from, 1).toSpliced(to, 0, rule)
}

/** As a person reads them in a form: `city`, `items[0].quantity`. Of lists the first item stands for all. */
export function argumentPaths(parameters: unknown, prefix = '', depth = 0): readonly string[] {
  const { properties, items } = isObject(parameters) ? parameters : {}
  if (depth > MAX_DEPTH) return []
  if (isObject(items) && prefix !== '') return argumentPaths(items, `${prefix}[0]`, depth + 1)
  if (!isObject(properties)) return prefix === '' ? [] : [prefix]
  const paths = Object.entries(properties).flatMap(([name, schema]) =>
    argumentPaths(schema, prefix === '' ? name : `${prefix}.${name}`, depth + 1),
  )
  return paths.slice(0, MAX_PATHS)
}

const MAX_DEPTH = 4
const MAX_PATHS = 30

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOneOf = <T extends string>(all: readonly T[], value: unknown): value is T =>
  (all as readonly unknown[]).includes(value)

/** Whether the form can show it: it has what a new rule of its kind has. The rest is the server's to say. */
function isRule(value: unknown): value is RuleBody {
  if (!isObject(value) || !isOneOf(ruleKinds, value['kind'])) return false
  const model: Readonly<Record<string, unknown>> = { ...newRule(value['kind'], '') }
  return Object.entries(model).every(([name, example]) => {
    const given = value[name]
    if (given === undefined) return mayLack.has(name)
    if (example === null) return given === null || typeof given === 'string'
    return Array.isArray(example) ? Array.isArray(given) && given.every(isObject) : typeof given === typeof example
  })
}

/** The server fills these in. */
const mayLack = new Set(['id', 'name', 'headers', 'arguments', 'fallback', 'otherwise'])

/** Rules as a request sends them, with the secrets that were typed. */
export type SentResponder = RespondersBody['functions'][number]
