// A thread for scripts that takes some messages as reasons never to answer, or to end.
import { parentPort, threadId } from 'node:worker_threads'
import type { ScriptJob } from '@/lib/backend/models/scripted/script-thread'

parentPort?.on('message', ({ input }: ScriptJob) => {
  const { text } = input.message
  while (text === 'work for ever');
  if (text === 'end') process.exit(1)
  if (text === 'throw') throw new Error('It was asked to.')
  parentPort?.postMessage({ turn: { kind: 'text', text: text === 'which' ? String(threadId) : text } })
})
parentPort?.postMessage('ready')
