import { afterEach, expect, it } from 'vitest'
import { createJavaScript, type JavaScript } from './create-javascript'

let javaScript: JavaScript
afterEach(() => javaScript.close())

const DEADLINE_MS = 300
const call = { id: 'call_1', function: 'f', text: '{}', arguments: {} }
const run = (code: string) => javaScript.run(code, call, new AbortController().signal)

it('takes an answer that has come in time, though the server itself was busy past the deadline', async () => {
  javaScript = createJavaScript({ program: 'lib/backend/testing/prompt.program', deadlineMs: DEADLINE_MS })
  await run('')
  // From here on timers come before messages.
  await new Promise(setImmediate)
  const answered = run('')
  // Nothing can be heard meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * DEADLINE_MS)
  await expect(answered).resolves.toMatchObject({ output: 'prompt' })
})

it('ends a script that cannot end itself, and goes on with the next', async () => {
  javaScript = createJavaScript({ program: 'lib/backend/testing/prompt.program', deadlineMs: DEADLINE_MS })
  const [endless, next] = [run('work for ever'), run('')]
  await expect(endless).rejects.toThrow('It did not end in time.')
  await expect(next).resolves.toMatchObject({ output: 'prompt' })
})
