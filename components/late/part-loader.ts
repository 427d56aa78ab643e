import { ApiError } from '@/lib/protocol/error'

/**
 * Why a part of the page could not be loaded: the server cannot be reached (`offline`), it asks for its access token
 * (`signed_out`), or it answers and no longer has the part, as after an update (`outdated`).
 */
export type PartFailure = 'offline' | 'signed_out' | 'outdated'

export type PartOutcome<T> = { readonly part: T } | { readonly failure: PartFailure }

export interface PartLoader<T> {
  /**
   * The outcome of the latest try; starts one if there was none. Never rejects. Once it is settled, React's `use` reads
   * it without suspending.
   */
  readonly settle: () => Promise<PartOutcome<T>>
  /** Tries again after a failure. */
  readonly again: () => Promise<PartOutcome<T>>
}

/**
 * Loads a part of the page once, however many ask for it, and anew only after a failure. `ask` makes a small request to
 * the server and throws ApiError: it tells a server that is away from a part that is gone.
 */
export function createPartLoader<T>(load: () => Promise<T>, ask: () => Promise<unknown>): PartLoader<T> {
  let outcome: PartOutcome<T> | undefined
  let underway: Promise<PartOutcome<T>> | undefined

  async function attempt(): Promise<PartOutcome<T>> {
    return await load().then(
      (part) => ({ part }),
      async () => {
        const failure = await failureOf(ask)
        // The server answers, perhaps again only now.
        if (failure !== undefined) return { failure }
        return await load().then(
          (part) => ({ part }),
          () => ({ failure: 'outdated' }) as const,
        )
      },
    )
  }
  function begin() {
    const trying = attempt().then((end) => {
      outcome = end
      // What React writes on a promise that it has met: for one that bears it nothing is suspended.
      void Object.assign(trying, { status: 'fulfilled', value: end })
      return end
    })
    return trying
  }
  const settle = () => (underway ??= begin())

  return {
    settle,
    again() {
      if (outcome && 'failure' in outcome) outcome = underway = undefined
      return settle()
    },
  }
}

/** Undefined when the server answers as it should. */
async function failureOf(ask: () => Promise<unknown>): Promise<PartFailure | undefined> {
  try {
    await ask()
    return undefined
  } catch (error) {
    return error instanceof ApiError && error.status === 401 ? 'signed_out' : 'offline'
  }
}
