// What differs between two snapshots of settings: a run's and its assistant's of now, or those of two runs.
import type { Assistant } from '@/lib/protocol/assistant'
import type { Run } from '@/lib/protocol/run'
import type { Tool } from '@/lib/protocol/tool'
import { diffLines, type DiffLine } from './line-diff'

const valueFields = ['model', 'temperature', 'top_p', 'response_format', 'reasoning_effort'] as const

export type Change<Name extends string = string> =
  | { readonly kind: 'value'; readonly name: Name; readonly then: string; readonly now: string }
  | { readonly kind: 'text'; readonly name: 'instructions'; readonly lines: readonly DiffLine[] }
  /** A tool's definition; one that the run had and the assistant has no more, or the other way round, has one side. */
  | { readonly kind: 'tool'; readonly name: string; readonly lines: readonly DiffLine[] }

/** The differences in the order in which an assistant is written; none where both are the same. */
export const changesOf = (run: Run, assistant: Assistant): readonly Change<(typeof valueFields)[number]>[] =>
  changesBetween(run, { ...assistant, instructions: assistant.instructions ?? '' }, valueFields)

/** What a run and an assistant both have, beside settings that are values. */
interface Settings {
  readonly instructions: string
  readonly tools: readonly Tool[]
}

/** The same of any two; `fields` are the settings that are values, in their order. */
export function changesBetween<Field extends string>(
  then: Settings & Readonly<Partial<Record<Field, unknown>>>,
  now: Settings & Readonly<Partial<Record<Field, unknown>>>,
  fields: readonly Field[],
): readonly Change<Field>[] {
  const values = fields.flatMap((name): Change<Field>[] => {
    const [was, is] = [textOf(then[name]), textOf(now[name])]
    return was === is ? [] : [{ kind: 'value', name, then: was, now: is }]
  })
  const text: Change<Field>[] =
    then.instructions === now.instructions
      ? []
      : [{ kind: 'text', name: 'instructions', lines: diffLines(then.instructions, now.instructions) }]
  const model = values.filter(({ name }) => name === 'model')
  return [...model, ...text, ...toolChanges(then.tools, now.tools), ...values.filter((each) => !model.includes(each))]
}

function toolChanges(then: readonly Tool[], now: readonly Tool[]): readonly Change<never>[] {
  const before = new Map(then.map((tool) => [nameOf(tool), sorted(tool)]))
  const after = new Map(now.map((tool) => [nameOf(tool), sorted(tool)]))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): Change<never>[] => {
    const [was, is] = [before.get(name) ?? '', after.get(name) ?? '']
    return was === is ? [] : [{ kind: 'tool', name, lines: diffLines(was, is) }]
  })
}

const nameOf = (tool: Tool) => (tool.type === 'function' ? tool.function.name : tool.type)

const textOf = (value: unknown) => (typeof value === 'string' ? value : sorted(value ?? null))

/** JSON in which the order of names says nothing. */
const sorted = (value: unknown): string =>
  JSON.stringify(
    value,
    (_, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
        : each,
    2,
  )
