// A thread for the JavaScript of rules: whatever a script does, the server goes on.
import { type Computed, createComputingThread } from '@/lib/backend/computing-thread'
import type { ProgramName } from '@/lib/backend/separate-program'
import type { Answer } from '../answer-rule'
import type { Call } from '../rules/call'
import { RuleError } from '../rules/rule-error'
import type { Script, ScriptAnswer } from './in-quickjs'

export interface JavaScript {
  /** Throws RuleError, and the signal's reason. */
  run(code: string, call: Call, signal: AbortSignal): Promise<Answer>
  /** Ends the thread. */
  close(): Promise<void>
}

interface Options {
  readonly program?: ProgramName
  /** The script ends itself long before; this is for what does not let it. */
  readonly deadlineMs?: number
}

const PROGRAM: ProgramName = 'lib/backend/responders/javascript/script.program'
const DEADLINE_MS = 3_000
const MAX_MEMORY_MB = 128

export function createJavaScript({ program = PROGRAM, deadlineMs = DEADLINE_MS }: Options = {}): JavaScript {
  const thread = createComputingThread<Script, ScriptAnswer>({ program, deadlineMs, maxMemoryMb: MAX_MEMORY_MB })
  return {
    async run(code, call, signal) {
      const { id, function: name, text } = call
      const input = JSON.stringify([call.arguments ?? null, { id, name, arguments: text }])
      const answer = answerOf(await thread.compute(() => ({ code, input }), signal))
      if ('failure' in answer) throw new RuleError(answer.failure, answer.logs)
      return answer
    },
    close: thread.close,
  }
}

function answerOf(computed: Computed<ScriptAnswer>): ScriptAnswer {
  if (computed.kind === 'result') return computed.result
  const failure = computed.kind === 'late' ? 'It did not end in time.' : `It could not be run: ${computed.why}.`
  return { failure, logs: [] }
}
