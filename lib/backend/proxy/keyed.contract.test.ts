// Creates with an idempotency key, at a backend that knows of none.
import { expect, it } from 'vitest'
import { threadOf } from '@/lib/backend/store/testing/objects'
import { cut, frame, json, stream } from './testing/loopback'
import { startOverLoopback } from './testing/over-loopback'
import { runOf } from '@/lib/run/testing/log'

it('are passed on once, however often they come', async () => {
  const { loopback, under } = await startOverLoopback()
  loopback.answer({ 'POST /base/threads': json(200, threadOf('thread_1')) })
  const wire = under('key-1')
  const [first, second] = await Promise.all([wire.thread(), wire.thread()])
  expect(second).toEqual(first)
  expect((await wire.send('POST', '/threads', {})).headers.get('idempotent-replayed')).toBe('true')
  expect(loopback.asked).toHaveLength(1)
  const other = await wire.refusal('POST', '/threads', { metadata: { a: 'b' } })
  expect(other).toMatchObject({ status: 400, code: 'idempotency_key_reused' })
})

it('that were refused are passed on again, as refused', async () => {
  const { loopback, under } = await startOverLoopback()
  const error = { error: { message: 'Not now.', type: 'requests', param: null, code: null } }
  loopback.answer({ '*': json(429, error, { 'retry-after': '7' }) })
  const refused = await under('key-1').send('POST', '/threads', {})
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([429, '7', error])
  loopback.answer({ 'POST /base/threads': json(200, threadOf('thread_1')) })
  expect(await under('key-1').thread()).toMatchObject({ id: 'thread_1' })
})

it('of which no answer came are not passed on again', async () => {
  const { loopback, under } = await startOverLoopback()
  loopback.answer({ '*': (_, response) => cut(response) })
  expect(await under('key-1').refusal('POST', '/threads', {})).toMatchObject({ status: 502 })
  const again = await under('key-1').refusal('POST', '/threads', {})
  expect(again).toMatchObject({ status: 400, code: 'idempotency_outcome_unknown' })
  expect(loopback.asked).toHaveLength(1)
})

it('of pages that begin a run are answered with the run', async () => {
  const { loopback, backend } = await startOverLoopback()
  const completed = runOf({ status: 'completed', completed_at: 1_760_000_003 })
  const frames = [frame('thread.run.created', runOf()), frame('thread.run.completed', completed)]
  loopback.answer({ 'POST /base/threads/thread_1/runs': stream(frames) })
  const send = () =>
    backend(
      new Request('http://test/api/c/other/v1/threads/thread_1/runs', {
        method: 'POST',
        body: '{"assistant_id":"asst_1"}',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1' },
      }),
    )
  expect(await (await send()).json()).toEqual(runOf())
  expect(await (await send()).json()).toEqual(runOf())
  expect(loopback.asked.filter(({ line }) => line.startsWith('POST'))).toHaveLength(1)
  expect(loopback.asked[0]?.body).toContain('"stream":true')
})
