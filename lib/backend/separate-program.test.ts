import { once } from 'node:events'
import { expect, it } from 'vitest'
import { forkProgram, startWorker } from './separate-program'

it('starts a program in a thread', async () => {
  const worker = startWorker('lib/backend/testing/echo.program', { workerData: 'hello' })
  expect(await once(worker, 'message')).toEqual([['hello']])
  await worker.terminate()
})

it('starts a program as a process of its own', async () => {
  const child = forkProgram('lib/backend/testing/echo.program', ['hello'], {})
  expect(await once(child, 'message')).toEqual([['hello'], undefined])
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})
