/** A promise with its own resolve, as `Promise.withResolvers` makes since Node 22. */
export function withResolvers<T = void>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}
