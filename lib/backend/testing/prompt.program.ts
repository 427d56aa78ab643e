// A thread for the JavaScript of rules that answers at once, or never.
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', ({ code }: { readonly code: string }) => {
  while (code === 'work for ever');
  parentPort?.postMessage({ output: 'prompt', logs: [] })
})
parentPort?.postMessage('ready')
