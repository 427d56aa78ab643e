import { describe, expect, it } from 'vitest'
import { HEARTBEAT, readFrames, toFrame } from './sse'

const encode = (text: string) => new TextEncoder().encode(text)

const stream = (...chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })

async function read(...chunks: Uint8Array[]) {
  const frames: { event?: string; id?: string; data: string }[] = []
  for await (const { event, id, data } of readFrames(stream(...chunks))) frames.push({ event, id, data })
  return frames
}

describe('frames', () => {
  const text = `${toFrame({ event: 'a', id: 1, data: '{"say":"你好 👋"}' })}${HEARTBEAT}${toFrame({ data: '[DONE]' })}`
  const expected = [
    { event: 'a', id: '1', data: '{"say":"你好 👋"}' },
    { event: undefined, id: undefined, data: '[DONE]' },
  ]

  it('are read as they were written, wherever the bytes are cut', async () => {
    const bytes = encode(text)
    for (let cut = 0; cut <= bytes.length; cut++) {
      const frames = await read(bytes.subarray(0, cut), bytes.subarray(cut))
      expect(frames.map(({ data }) => data)).toEqual(expected.map(({ data }) => data))
      expect(frames[0]).toMatchObject({ event: 'a', id: '1' })
    }
  })

  it.each(['\n', '\r', '\r\n'])('are refused whose name or id has a line break: %j', (end) => {
    const smuggled = `x${end}data: y`
    expect(() => toFrame({ event: smuggled, data: '{}' })).toThrow('event of a server-sent event has a line break')
    expect(() => toFrame({ id: smuggled, data: '{}' })).toThrow('id of a server-sent event has a line break')
  })

  it('of a stream that breaks off in the middle are not made up', async () => {
    expect(await read(encode(toFrame({ event: 'a', data: '1' }) + 'event: b\ndata: 2'))).toHaveLength(1)
  })

  it('let go of the stream when the reader leaves', async () => {
    let isCancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode(toFrame({ data: 'x' }))),
      cancel: () => void (isCancelled = true),
    })
    for await (const frame of readFrames(endless)) if (frame.data === 'x') break
    expect(isCancelled).toBe(true)
  })
})
