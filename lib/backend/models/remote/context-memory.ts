/** What is known of how much a model reads, in tokens as we count them. */
interface Known {
  /** The smallest prompt that was refused. */
  readonly refused: number
  /** The largest below it that was taken; undefined before there was one. */
  readonly fitted: number | undefined
}

export type ContextMemory = ReturnType<typeof createContextMemory>

/** Remembers which prompts were too long for which model, so that the next one need not be refused first. */
export function createContextMemory() {
  const known = new Map<string, Known>()
  return {
    /** Nothing is known of most models, and nothing need be counted for them. */
    knows: (model: string) => known.has(model),
    /** How long a prompt of this size should be instead; undefined where it may fit as it is. */
    targetFor(model: string, size: number): number | undefined {
      const { refused = Infinity, fitted } = known.get(model) ?? {}
      return size >= refused ? fitted : undefined
    },
    refuse(model: string, size: number) {
      const { refused = Infinity, fitted = Infinity } = known.get(model) ?? {}
      known.set(model, { refused: Math.min(refused, size), fitted: fitted < size ? fitted : undefined })
    },
    /** A model may read more than it did: then what was refused is as good as unknown. */
    fit(model: string, size: number) {
      const { refused = 0, fitted = 0 } = known.get(model) ?? {}
      if (size >= refused) known.delete(model)
      else known.set(model, { refused, fitted: Math.max(fitted, size) })
    },
  }
}
