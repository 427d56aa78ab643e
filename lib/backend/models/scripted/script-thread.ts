// The thread that scripts decide turns in: what strangers wrote cannot stall the server.
import { type Computed, createComputingThread } from '@/lib/backend/computing-thread'
import type { ProgramName } from '@/lib/backend/separate-program'
import { ModelError, type ModelInput } from '../model'
import { scriptInputOf, type ScriptInput } from './script-input'
import type { ScriptedTurn } from './scripted-turn'
import type { ScriptName } from './scripts'

export interface ScriptJob {
  readonly script: ScriptName
  readonly input: ScriptInput
}

export type ScriptResult = { readonly turn: ScriptedTurn } | { readonly error: string }

/** Decides a turn; throws the signal's reason once it is aborted, and `ModelError` when the script cannot. */
export type RunScript = (script: ScriptName, input: ModelInput) => Promise<ScriptedTurn>

export interface ScriptThread {
  readonly run: RunScript
  /** Ends the thread; who waits for it is told by an error. */
  close(): Promise<void>
}

interface ScriptThreadOptions {
  readonly program?: ProgramName
  /** How long one turn may take. Steps end the work long before (steps.ts): this is for what they do not count. */
  readonly deadlineMs?: number
  /** After so long without a turn the thread ends, and its memory is free. */
  readonly idleMs?: number
}

const PROGRAM: ProgramName = 'lib/backend/models/scripted/script.program'
const DEADLINE_MS = 5_000
const MAX_MEMORY_MB = 256

export function createScriptThread(options: ScriptThreadOptions = {}): ScriptThread {
  const { program = PROGRAM, deadlineMs = DEADLINE_MS, idleMs } = options
  const thread = createComputingThread<ScriptJob, ScriptResult>({
    ...{ program, deadlineMs, idleMs },
    maxMemoryMb: MAX_MEMORY_MB,
  })
  return {
    async run(script, input) {
      const computed = await thread.compute(() => ({ script, input: scriptInputOf(input) }), input.signal)
      if (computed.kind === 'result' && 'turn' in computed.result) return computed.result.turn
      throw new ModelError('server_error', whyNot(computed, deadlineMs))
    },
    close: thread.close,
  }
}

function whyNot(computed: Computed<ScriptResult>, deadlineMs: number): string {
  if (computed.kind === 'late') return `The scripted model did not come to an end within ${deadlineMs / 1_000} s.`
  const error = computed.kind === 'failed' ? computed.why : 'error' in computed.result ? computed.result.error : ''
  return `The scripted model failed: ${error}`
}
