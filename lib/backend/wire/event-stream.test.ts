import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { eventStream } from './event-stream'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

const silence: AsyncIterator<string> = { next: () => new Promise(() => undefined) }

it('has a comment as a heartbeat for every 15 seconds of silence', async () => {
  const { body } = eventStream(silence, { onError: String })
  if (!body) throw new Error('There is no stream.')
  const reader = body.getReader()
  vi.advanceTimersByTime(14_999)
  const first = reader.read()
  vi.advanceTimersByTime(1)
  expect(new TextDecoder().decode((await first).value)).toMatch(/^:.*\n\n$/)
  await reader.cancel()
  expect(vi.getTimerCount()).toBe(0)
})
