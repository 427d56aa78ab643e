// Which tools of an assistant a backend can run.
import type { ConnectionInfo } from '@/lib/protocol/connection'

/** Who runs a tool: whoever reads the run's calls, the protocol's own services, or a service of one provider alone. */
type ToolKind = 'function' | 'code_interpreter' | 'file_search' | 'unknown'

const known: readonly string[] = ['function', 'code_interpreter', 'file_search'] satisfies ToolKind[]

export const toolKindOf = (type: unknown): ToolKind =>
  typeof type === 'string' && known.includes(type) ? (type as ToolKind) : 'unknown'

type Here = Pick<ConnectionInfo, 'kind'> & {
  readonly capabilities: Pick<ConnectionInfo['capabilities'], 'hosted_tools'>
}

/** The types of these tools that a connection cannot run, each once. A run with them is refused there. */
export const unableTools = (tools: readonly { readonly type: string }[], here: Here): readonly string[] => [
  ...new Set(tools.map(({ type }) => type).filter((type) => !canRun(toolKindOf(type), here))),
]

function canRun(kind: ToolKind, { kind: backend, capabilities }: Here): boolean {
  if (kind === 'function') return true
  // This program knows no provider's own tools; other backends may.
  const isOwn = backend === 'embedded' || backend === 'playground'
  return capabilities.hosted_tools && !(kind === 'unknown' && isOwn)
}
