import { expect, it } from 'vitest'
import { WrittenAnswer } from './written-answer'

const TEXT = '{"id":"run_1","名":"é"}'

it('is a response like any other', async () => {
  const answer = new WrittenAnswer(TEXT)
  expect(answer).toBeInstanceOf(Response)
  expect([answer.status, answer.ok, answer.headers.get('content-type')]).toEqual([200, true, 'application/json'])
  expect(await answer.clone().json()).toEqual(JSON.parse(TEXT))
  expect(answer.bodyUsed).toBe(false)
  expect(await answer.text()).toBe(TEXT)
  expect(answer.bodyUsed).toBe(true)
  await expect(answer.text()).rejects.toThrow()
})

it('keeps its headers and its text where another is made of it', async () => {
  const answer = new WrittenAnswer(TEXT)
  answer.headers.set('x-request-id', 'req_1')
  for (const other of [answer.clone(), new Response(answer.clone().body, answer)]) {
    expect(other.headers.get('x-request-id')).toBe('req_1')
    expect(new TextDecoder().decode(await other.arrayBuffer())).toBe(TEXT)
  }
})
