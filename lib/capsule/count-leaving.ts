// What is in a capsule, counted for whoever is about to hand it over.
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import type { Capsule } from './capsule'

export interface Leaving {
  readonly messages: number
  readonly runs: number
  readonly steps: number
  readonly events: number
  readonly calls: number
  /** Those that are named, and those that come with their bytes. */
  readonly files: number
  readonly filesWithBytes: number
  readonly fileBytes: number
  /** Names of the functions that runs and assistants may call. */
  readonly functions: readonly string[]
  readonly assistants: readonly string[]
}

export function countLeaving({ recording, files }: Capsule): Leaving {
  const views = recording.runs.map(({ events }) => fold(emptyView, events))
  const steps = views.flatMap((view) => view.steps)
  const whole = files.filter(({ base64 }) => base64 !== null)
  return {
    messages: recording.messages.length,
    runs: recording.runs.length,
    steps: steps.length,
    events: recording.runs.reduce((sum, { events }) => sum + events.length, 0),
    calls: steps.reduce((sum, { step_details: of }) => sum + (of.type === 'tool_calls' ? of.tool_calls.length : 0), 0),
    files: files.length,
    filesWithBytes: whole.length,
    fileBytes: whole.reduce((sum, { base64 }) => sum + Math.floor(((base64?.length ?? 0) * 3) / 4), 0),
    functions: functionsOf(recording.assistants, views),
    assistants: [...new Set(recording.assistants.map(({ name, id }) => name || id))],
  }
}

function functionsOf(assistants: Capsule['recording']['assistants'], views: readonly RunView[]): readonly string[] {
  const tools = [...assistants, ...views.flatMap(({ run }) => run ?? [])].flatMap((each) => each.tools)
  return [...new Set(tools.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : [])))].toSorted()
}
