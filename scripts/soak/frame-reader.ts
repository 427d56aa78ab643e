import { createParser } from 'eventsource-parser'

interface Frame {
  readonly event: string
  readonly data: string
}

/** Takes the chunks of an event stream, wherever they are cut, and hands on its frames. */
export function createFrameReader(onFrame: (frame: Frame) => void) {
  const decoder = new TextDecoder()
  const parser = createParser({ onEvent: ({ event = 'message', data }) => onFrame({ event, data }) })
  return (chunk: Buffer) => parser.feed(decoder.decode(chunk, { stream: true }))
}
