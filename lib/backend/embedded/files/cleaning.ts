/** How often it is cleaned, in milliseconds. Nobody sees meanwhile what has to go. */
const EVERY_MS = 60_000

interface CleaningOptions {
  readonly clean: () => Promise<void>
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
}

/** Removes what nobody needs while requests are answered: one thing after the other, and again and again. */
export function createCleaning({ clean, report }: CleaningOptions) {
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  let underway = Promise.resolve()
  const next = (work: () => Promise<void>) => {
    underway = underway
      .then(async () => (isOver ? undefined : work()))
      .catch((error: unknown) => report('Files that nobody needs could not be removed.', error))
  }
  return {
    /** Cleans once as it is told here; resolves when that is done. */
    begin(first: () => Promise<void>) {
      next(first)
      const begun = underway
      next(clean)
      timer = setInterval(() => next(clean), EVERY_MS)
      timer.unref()
      return begun
    },
    /** Resolves when nothing is underway any more. */
    end() {
      isOver = true
      clearInterval(timer)
      return underway
    },
  }
}
