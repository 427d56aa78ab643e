// The thread that scripts work in: a message is a script's name and its input, the answer is a turn, or what was wrong.
import { parentPort } from 'node:worker_threads'
import type { ScriptJob, ScriptResult } from './script-thread'
import { scripts } from './scripts'

parentPort?.on('message', ({ script, input }: ScriptJob) => parentPort?.postMessage(resultOf({ script, input })))
parentPort?.postMessage('ready')

function resultOf({ script, input }: ScriptJob): ScriptResult {
  try {
    return { turn: scripts[script](input) }
  } catch (error) {
    return { error: String(error) }
  }
}
