// The thread that JavaScript of rules runs in: a message is a script, the answer is what came of it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { inQuickJs, type Script } from './in-quickjs'

const file = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')
const wasm = await WebAssembly.compile(readFileSync(file))

// One after the other: the deadline counts for the first that has no answer.
let last: Promise<unknown> = Promise.resolve()
parentPort?.on('message', (script: Script) => {
  last = last.then(async () => parentPort?.postMessage(await inQuickJs(wasm, script)))
})
parentPort?.postMessage('ready')
