// A tool that runs here: its calls are executed between two turns of a run, and the model is asked again.
import type { FileSearchDelta, CodeOutputDelta, WrittenFile } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { FunctionDefinition, Tool } from '@/lib/protocol/tool'

export type HostedToolType = Exclude<Tool['type'], 'function'>

/** What the model is told; the engine gives it a name that no function of the user has. */
export type HostedDeclaration = Omit<FunctionDefinition, 'name'>

export interface HostedCall {
  readonly id: string
  /** As the model wrote them: JSON that follows the declaration, or not. */
  readonly arguments: string
  /** The code, or the words to search for, read out of the arguments whatever became of their JSON. */
  readonly input: string
  /** How many calls of this tool the run has had before, in the numbers of citation markers. */
  readonly ordinal: number
}

export interface HostedContext {
  readonly run: Run
  readonly step_id: string
  /** Aborted when the run is cancelled or expires, and when the server closes: nobody waits for the tool then. */
  readonly signal: AbortSignal
}

/** What a call says while it is executed. Indexes count from 0 in each execution; ids are sent once. */
export type HostedEvent =
  | { readonly type: 'outputs'; readonly outputs: readonly CodeOutputDelta[] }
  /** Once, before the answer. The index of a result is its place in the list, and that in its citation marker. */
  | { readonly type: 'found'; readonly found: FileSearchDelta }
  /** Last: what the model reads, and where files stand that the code has written. */
  | { readonly type: 'answer'; readonly output: string; readonly files?: readonly WrittenFile[] }

export interface HostedTool {
  readonly type: HostedToolType
  /**
   * Asked before each turn of a run that has the tool. The property that `input` is read from is `code` or `query`.
   */
  declaration(run: Run): HostedDeclaration | Promise<HostedDeclaration>
  /** What is waited for before the model is asked first; `HostedToolError` ends the run. */
  ready?(run: Run, signal: AbortSignal): Promise<void>
  /**
   * Executes a call. What goes wrong in the user's code or files is an answer; `HostedToolError` ends the run with its
   * message. A call may be executed again after a stop of the server, so it must have no effects elsewhere.
   */
  execute(call: HostedCall, context: HostedContext): AsyncIterable<HostedEvent>
}

/** The tools that a backend has, by their type. */
export type HostedTools = ReadonlyMap<HostedToolType, HostedTool>

export const hostedToolsOf = (tools: readonly HostedTool[]): HostedTools =>
  new Map(tools.map((tool) => [tool.type, tool]))

/** A tool cannot work: the run fails with `server_error` and this message, which its user reads. */
export class HostedToolError extends Error {
  override readonly name = 'HostedToolError'
}
