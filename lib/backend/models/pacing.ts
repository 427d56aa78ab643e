import type { ModelChunk } from './model'

export interface Pacing {
  /** The wait before each token, in milliseconds; with 0 there is no waiting at all. */
  readonly paceMs: number
  /** Resolves after that time, rejects as soon as the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/**
 * Asks for chunks and hands them on at the pace of a model that is writing. Throws the abort reason once the signal is
 * aborted.
 */
export async function* paced(
  chunks: () => Iterable<ModelChunk> | Promise<Iterable<ModelChunk>>,
  pacing: Pacing,
  signal: AbortSignal,
): AsyncGenerator<ModelChunk> {
  for (const chunk of await chunks()) {
    signal.throwIfAborted()
    if (pacing.paceMs > 0) await wait(pacing.paceMs, pacing, signal)
    yield chunk
  }
}

/** Waits; when it is cut short by the signal, what is thrown is the signal's reason, not the sleeper's own error. */
export async function wait(ms: number, { sleep }: Pick<Pacing, 'sleep'>, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
  signal.throwIfAborted()
}
