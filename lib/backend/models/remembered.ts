/**
 * What a function makes of an object, made once: turns, steps and messages never change, and a long run is asked about
 * all of them again in each of its turns.
 */
export function remembered<T extends object, R>(make: (object: T) => R): (object: T) => R {
  const known = new WeakMap<T, { readonly made: R }>()
  return (object) => {
    const made = known.get(object) ?? { made: make(object) }
    known.set(object, made)
    return made.made
  }
}
