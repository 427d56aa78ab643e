/** What is told in two parts may end elsewhere, so that the second is never heard of here. */
const MOST = 10_000

/** A map that forgets the oldest where there are too many. */
export function createRemembered<T>(most = MOST) {
  const kept = new Map<string, T>()
  return {
    get: (name: string) => kept.get(name),
    set(name: string, value: T): T {
      const [oldest] = kept.size >= most && !kept.has(name) ? kept.keys() : []
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(name, value)
      return value
    },
    forget: (name: string) => void kept.delete(name),
  }
}
