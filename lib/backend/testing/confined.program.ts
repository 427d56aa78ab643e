// Tries what a confined program must not do, and says of each attempt what became of it.
import { spawnSync } from 'node:child_process'
import { readFileSync, readSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

const attempts: Readonly<Record<string, () => unknown>> = {
  'read a file': () => readFileSync(process.platform === 'win32' ? 'C:\\Windows\\win.ini' : '/etc/hosts'),
  'write a file': () => writeFileSync(join(tmpdir(), 'playground-confined'), ''),
  'start a process': () => spawnSync(process.execPath, ['--version']),
  'start a thread': () => new Worker('', { eval: true }),
  'make code of a string': () => Reflect.construct(Function, ['return 1'])(),
  'read the environment': () => {
    if (process.env.PATH === undefined) throw new Error('It is empty.')
  },
}

function outcomeOf(attempt: () => unknown): 'done' | 'refused' {
  try {
    attempt()
    return 'done'
  } catch {
    return 'refused'
  }
}

const outcomes = Object.entries(attempts).map(([name, attempt]) => [name, outcomeOf(attempt)])
const input = Buffer.alloc(100)
const length = readSync(0, input, 0, input.length, 0)
process.send?.({ outcomes: Object.fromEntries(outcomes), input: input.toString('utf8', 0, length) })
process.disconnect()
