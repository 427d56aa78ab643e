// What watchers of runs are sent, and how old it is when it arrives.

export interface Delivery {
  readonly perSecond: number
  /** How old the newest event of each chunk was when it arrived, in milliseconds. */
  readonly lags: readonly number[]
  readonly bytesPerEvent: number
}

/** Counts what all watchers were sent within the window. */
export function createTally(windowMs: number) {
  const startedAt = performance.now()
  const isOver = () => performance.now() - startedAt > windowMs
  const lags: number[] = []
  let events = 0
  let bytes = 0
  let lastAt = startedAt
  return {
    isOver,
    read: () => {
      const count = createFrameCounter()
      return (chunk: Buffer) => {
        if (isOver()) return
        lastAt = performance.now()
        events += count(chunk)
        bytes += chunk.length
        const at = newestTime(chunk)
        if (at !== undefined) lags.push(Date.now() - at)
      }
    },
    result: (): Delivery => ({
      perSecond: (events * 1000) / (lastAt - startedAt),
      lags,
      bytesPerEvent: bytes / events,
    }),
  }
}

const LINE_FEED = 10

/** Counts the empty lines that end frames, wherever the chunks are cut. */
export function createFrameCounter() {
  let endedInLineFeed = false
  return (chunk: Buffer) => {
    let frames = endedInLineFeed && chunk[0] === LINE_FEED ? 1 : 0
    for (let at = chunk.indexOf('\n\n'); at >= 0; at = chunk.indexOf('\n\n', at + 2)) frames += 1
    endedInLineFeed = chunk.at(-1) === LINE_FEED && chunk.at(-2) !== LINE_FEED
    return frames
  }
}

/** When the last event of a chunk was made, as it says itself, in Unix milliseconds. */
function newestTime(chunk: Buffer): number | undefined {
  const at = chunk.lastIndexOf('"at":')
  const time = at < 0 ? NaN : parseInt(chunk.toString('latin1', at + 5, at + 5 + 13), 10)
  // A number that was cut in two is shorter, and no time of these years.
  return time > 1e12 ? time : undefined
}
