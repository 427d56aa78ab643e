import { expect, it } from 'vitest'
import { idsInText, runInText } from './ids-in-text'

it.each([
  ['thread_abc123', ['thread_abc123']],
  ['thread_abc123, thread_def456\nthread_abc123', ['thread_abc123', 'thread_def456']],
  ['{"thread_id":"thread_V3kq9","thread_name":"x"}', ['thread_V3kq9']],
  ['thread_id=thread_1&run_id=run_2', ['thread_1']],
  ['https://x.example/threads/thread_Ab1/runs/run_9?thread=thread_Cd2#a', ['thread_Ab1', 'thread_Cd2']],
  ['会话thread_Ab1，还有“thread_Cd2”。', ['thread_Ab1', 'thread_Cd2']],
  ['from thread_Ab1- to', ['thread_Ab1']],
  ['thread_abcdefghijklmnopqrstuvwx', ['thread_abcdefghijklmnopqrstuvwx']],
  ['id 6f9619ff-8b86-d011-b42d-00cf4fc964ff, again', ['6f9619ff-8b86-d011-b42d-00cf4fc964ff']],
  ['\\"thread_Ab1\\n\\"', ['thread_Ab1']],
  ['mythread_Ab1', ['mythread_Ab1']],
  ['thread_none', ['thread_none']],
  ['no ids at all', []],
  ['', []],
])('of %j: %j', (text, ids) => {
  expect(idsInText(text)).toEqual(ids)
})

it.each([
  ['thread_id=thread_1&run_id=run_2', { thread_id: 'thread_1', id: 'run_2' }],
  ['run_Ab1 in thread_Cd2', { thread_id: 'thread_Cd2', id: 'run_Ab1' }],
  ['https://x.example/v1/threads/thread_Ab1/runs/run_9', { thread_id: 'thread_Ab1', id: 'run_9' }],
  ['run_Ab1', undefined],
  ['thread_Ab1', undefined],
  ['thread_id and run_id', undefined],
])('the run in %j: %j', (text, run) => {
  expect(runInText(text)).toEqual(run)
})
