import { setImmediate as othersFirst } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { copyBody } from './copy-body'

const PIECE = 256 * 1024
const COUNT = 64
/** What may wait for a slow client: see copy-body.ts. */
const ROOM = (4 * 1024 * 1024) / PIECE

/** 16 MiB as fast as they are read, to a client and to an observer. */
function start() {
  let made = 0
  const seen: number[] = []
  let ended = 0
  const source = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (made === COUNT) return controller.close()
        controller.enqueue(new Uint8Array(PIECE).fill(made))
        made += 1
      },
    },
    { highWaterMark: 0 },
  )
  const body = copyBody(source, {
    onBytes: ([first = -1]) => void seen.push(first),
    ended: (error) => void (ended += error === undefined ? 1 : 100),
  })
  return { body, seen, made: () => made, ended: () => ended }
}

/** Everything that can go on without its client has done so. */
async function untilItStands(made: () => number) {
  for (let before = -1; made() !== before;) {
    before = made()
    for (let turns = 0; turns < 10; turns += 1) await othersFirst()
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

it('reads no further ahead of a client that reads slowly than there is room, and loses nothing', async () => {
  const { body, seen, made, ended } = start()
  await untilItStands(made)
  expect(made(), 'of a client that does not read').toBe(ROOM)
  const reader = body.getReader()
  const got: number[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    got.push(value[0] ?? -1)
    await untilItStands(made)
    expect(made() - got.length).toBeLessThanOrEqual(ROOM)
  }
  expect(got).toEqual(numbers(COUNT))
  expect(seen).toEqual(numbers(COUNT))
  expect(ended()).toBe(1)
})

it('reads on to the end when a client that it waits for goes away', async () => {
  const { body, seen, made, ended } = start()
  await untilItStands(made)
  expect(ended()).toBe(0)
  await body.cancel()
  await untilItStands(made)
  expect(seen).toEqual(numbers(COUNT))
  expect(ended()).toBe(1)
})
