/** Random numbers that can be had again: the same seed gives the same ones. */
export interface Prng {
  /** A whole number, both ends included. */
  integer(min: number, max: number): number
  pick<T>(items: readonly [T, ...T[]]): T
}

/** Mulberry32: small, and even enough to choose by. */
export function createPrng(seed: number): Prng {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return { integer, pick: (items) => items[integer(0, items.length - 1)] ?? items[0] }
}
