import { vi } from 'vitest'

/** Longer than any test has. */
const FOREVER_MS = 600_000

/** Asks until the answer is so, and resolves to it. In between the processor is for whom it waits for. */
export async function askUntil<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const look = async () => {
    const answer = await ask()
    return isSo(answer) && { answer }
  }
  return (await vi.waitUntil(look, { interval: 10, timeout: FOREVER_MS })).answer
}
