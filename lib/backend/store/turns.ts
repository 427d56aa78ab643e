export type Turns = ReturnType<typeof createTurns>

/** There is one turn at a time, and who asks first has it first. */
export function createTurns() {
  const waiting: (() => void)[] = []
  let isTaken = false
  return {
    async take(): Promise<void> {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve))
      isTaken = true
    },

    pass() {
      const next = waiting.shift()
      if (next) next()
      else isTaken = false
    },

    isTaken: () => isTaken,

    isWanted: () => waiting.length > 0,
  }
}
