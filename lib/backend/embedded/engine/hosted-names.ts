import type { Run } from '@/lib/protocol/run'
import type { HostedToolType } from '../tools/hosted-tool'

/** The functions under which the model of a run knows its hosted tools: names that no function of the user has. */
export type HostedNames = ReadonlyMap<string, HostedToolType>

export function hostedNamesOf({ tools }: Pick<Run, 'tools'>, offered: ReadonlySet<HostedToolType>): HostedNames {
  const taken = new Set(tools.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : [])))
  const types = new Set(tools.flatMap(({ type }) => (type !== 'function' && offered.has(type) ? [type] : [])))
  return new Map([...types].map((type) => [freeName(type, taken), type]))
}

function freeName(type: HostedToolType, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? type : `${type}_${number}`
    if (!taken.has(name)) return name
  }
}

/** The property of a call's arguments that the tool works on. */
export const mainArgument = { code_interpreter: 'code', file_search: 'query' } as const satisfies Record<
  HostedToolType,
  string
>

/** What models call the code interpreter that were taught another name for it. */
const OTHER_NAME = 'python'

/** The hosted tool that a model means by a name; undefined for the user's functions, and for names of nothing. */
export function hostedTypeOf(name: string, run: Pick<Run, 'tools'>, names: HostedNames): HostedToolType | undefined {
  const isCode = name === OTHER_NAME && [...names.values()].includes('code_interpreter')
  const isFunction = run.tools.some((tool) => tool.type === 'function' && tool.function.name === name)
  return names.get(name) ?? (isCode && !isFunction ? 'code_interpreter' : undefined)
}
