import { expect, it } from 'vitest'
import { wireCallOf } from './wire-call'

it.each([
  ['POST /threads', null, null, true, false],
  ['POST /threads/runs', null, null, true, true],
  ['GET /threads/thread_1', 'thread_1', null, true, false],
  ['POST /threads/thread_1/runs', 'thread_1', null, true, true],
  ['GET /threads/thread_1/runs', 'thread_1', null, true, false],
  ['GET /threads/thread_1/runs/run_1/steps', 'thread_1', 'run_1', true, false],
  ['POST /threads/thread_1/runs/run_1/submit_tool_outputs', 'thread_1', 'run_1', true, true],
  ['POST /threads/thread_1/runs/run_1/cancel', 'thread_1', 'run_1', true, false],
  ['GET /threads/a%2Fb/messages', 'a/b', null, true, false],
  ['GET /threads/%zz', '%zz', null, true, false],
  ['POST /assistants', null, null, true, false],
  ['GET /files/file_1/content', null, null, false, false],
])('%s', (line, threadId, runId, isRecorded, isLeg) => {
  const [method = '', path = ''] = line.split(' ')
  expect(wireCallOf(method, path)).toEqual({ method, path, threadId, runId, isRecorded, isLeg })
})
