// How long an endpoint is waited for: while it gives signs of life, and for as long as it asks for, within reason.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  errorReply,
  frame,
  refusal,
  streamReply,
  textFrames,
  toFrameText,
  usageFrame,
} from '../testing/fake-chat-server'
import { chunksOf, inputOf, textOfChunks } from '../testing/model-input-fixture'
import { createUpstreams, heldModel, IDLE_MS, KEY } from '../testing/upstream-fixture'

const NOW = Date.parse('2026-01-01T00:00:00Z')
const { upstream, closeAll, waits } = createUpstreams({ clock: () => NOW })
afterEach(closeAll)

const answer = streamReply(textFrames('ok'))
const limited = (headers: Readonly<Record<string, string>>) =>
  refusal(429, { error: { message: 'Slow down.' } }, headers)

function withHeldTimers() {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())
}

describe('a wait that is asked for', () => {
  it.each([
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after-ms': '1500', 'retry-after': '600' }, 1_500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT' }, 3_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, 500],
    [{}, 500],
  ])('is granted when it is short: %j', async (headers, ms) => {
    const { ask } = await upstream([limited(headers), answer])
    expect(textOfChunks(await ask())).toBe('ok')
    expect(waits()).toEqual([ms])
  })

  it.each([
    [{ 'retry-after': '37' }, '37 s'],
    [{ 'retry-after-ms': '5500' }, '6 s'],
    [{ 'retry-after': 'Thu, 01 Jan 2026 02:00:00 GMT' }, '120 min'],
    [{ 'retry-after': '86400' }, '24 h'],
  ])('is said when it is long: %j', async (headers, time) => {
    const { server, failure } = await upstream([limited(headers), answer])
    expect(await failure()).toMatchObject({
      code: 'rate_limit_exceeded',
      message: `The model endpoint ${server.host} answered 429 and asks to wait ${time}: Slow down.`,
    })
    expect(server.requests).toHaveLength(1)
    expect(waits()).toEqual([])
  })

  it('is said of other refusals, too', async () => {
    const { server, failure } = await upstream([refusal(503, 'Loading the model', { 'retry-after': '40' })])
    expect(await failure()).toMatchObject({
      code: 'server_error',
      message: `The model endpoint ${server.host} answered 503 and asks to wait 40 s: Loading the model`,
    })
  })

  it('is granted once', async () => {
    const { server, failure } = await upstream([errorReply(429, 'Slow down')])
    await failure()
    expect(server.requests).toHaveLength(2)
  })
})

describe('signs of life', () => {
  withHeldTimers()
  const comment = ': keep-alive\n\n'
  const nothing = toFrameText(frame({}))
  const thinking = toFrameText(frame({ reasoning_content: 'Hm.' }))
  it.each([
    ['comments', comment],
    ['empty chunks', nothing],
    ['reasoning', thinking],
    ['a line that does not end', ': '],
  ])('keep an endpoint: %s', async (_, sign) => {
    const { model, send, end } = heldModel()
    const asked = chunksOf(model(inputOf()))
    for (let times = 0; times < 5; times += 1) {
      send(sign)
      await vi.advanceTimersByTimeAsync(0.9 * IDLE_MS)
    }
    send(`\n\n${textFrames('late').map(toFrameText).join('')}`)
    end()
    expect(textOfChunks(await asked)).toBe('late')
  })
})

describe('silence', () => {
  withHeldTimers()
  const role = toFrameText(frame({ role: 'assistant', content: '' }))
  const word = toFrameText(frame({ content: 'Well,' }))

  it.each([
    ['before the first word may last as long as a model takes to be loaded', role, 500],
    ['between the words may last less', word, 5],
  ])('%s', async (_, said, seconds) => {
    const { model, send } = heldModel({ firstMs: 500_000, idleMs: 5_000 })
    const asked = chunksOf(model(inputOf())).catch((error: unknown) => error)
    let isOver = false
    void asked.then(() => (isOver = true))
    send(said)
    await vi.advanceTimersByTimeAsync(seconds * 1_000 - 1)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await asked).toMatchObject({
      code: 'server_error',
      message: `The model endpoint models.invalid sent nothing for ${seconds} s; it was given up.`,
    })
  })
})

describe('an error whose body does not end', () => {
  withHeldTimers()

  it.each([
    ['nothing', '', '.'],
    ['some words', 'Who are you?', ': Who are you?'],
  ])('is told within seconds, with what came of it: %s', async (_, said, words) => {
    const { model, send } = heldModel({ status: 401 })
    const asked = chunksOf(model(inputOf())).catch((error: unknown) => error)
    send(said)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await asked).toMatchObject({
      code: 'server_error',
      message: `The model endpoint models.invalid answered 401${words}`,
    })
  })
})

describe('after the finish', () => {
  withHeldTimers()

  it.each([
    ['silent', ''],
    ['open with comments', ': ping\n\n'],
  ])('a connection that stays %s ends the turn within seconds', async (_, sign) => {
    const { model, send, closed } = heldModel()
    const asked = chunksOf(model(inputOf()))
    send(textFrames('done').map(toFrameText).join(''))
    for (let seconds = 0; seconds < 4; seconds += 1) {
      await vi.advanceTimersByTimeAsync(1_000)
      send(sign)
    }
    expect(textOfChunks(await asked)).toBe('done')
    expect(closed()).toBe(true)
  })

  it('usage that comes a little later counts', async () => {
    const { model, send, end } = heldModel()
    const asked = chunksOf(model(inputOf()))
    send(textFrames('done').map(toFrameText).join(''))
    await vi.advanceTimersByTimeAsync(1_000)
    send(toFrameText(usageFrame(7, 2)))
    end()
    expect((await asked).at(-1)).toMatchObject({ usage: { prompt_tokens: 7, completion_tokens: 2 } })
  })
})

describe('a redirect', () => {
  it('within the endpoint is followed where it keeps the request', async () => {
    const { server, ask } = await upstream([refusal(308, '', { location: '/v1/elsewhere' }), answer])
    expect(textOfChunks(await ask())).toBe('ok')
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`])
    expect(server.requests[1]?.body).toEqual(server.requests[0]?.body)
  })

  it.each([307, 308, 301])('%i to another origin is not followed, and names it without its secrets', async (status) => {
    const other = await upstream([answer])
    const location = `http://me:hush@${other.server.host}/v1/chat?token=hush`
    const { server, failure } = await upstream([refusal(status, '', { location })])
    expect(await failure()).toMatchObject({
      code: 'server_error',
      message: `The model endpoint ${server.host} redirects to http://${other.server.host} (${status}), which is not followed: give the endpoint the address that answers, on the page of models or in MODEL_BASE_URL.`,
    })
    expect(other.server.requests).toHaveLength(0)
    expect(server.requests).toHaveLength(1)
  })

  it('to what is no http address is told by its scheme', async () => {
    const { server, failure } = await upstream([refusal(307, '', { location: 'file:///etc/passwd' })])
    expect((await failure()).message).toBe(
      `The model endpoint ${server.host} redirects to a file: address (307), which is not followed: give the endpoint an http:// or https:// address that answers, on the page of models or in MODEL_BASE_URL.`,
    )
  })

  it('within the endpoint is not followed where it makes another request', async () => {
    const { failure } = await upstream([refusal(302, '', { location: '/login?next=hush' })])
    expect((await failure()).message).toContain(
      `redirects to another path of its own (302), which is not followed: give the endpoint the address that answers`,
    )
  })

  it('without end ends', async () => {
    const { server, failure } = await upstream([refusal(307, '', { location: '/v1/chat/completions?token=hush' })])
    expect((await failure()).message).toBe(
      `The model endpoint ${server.host} redirects again and again (307): give the endpoint the address that answers, on the page of models or in MODEL_BASE_URL.`,
    )
  })
})
