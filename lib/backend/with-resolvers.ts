/** A promise with its own resolve, as `Promise.withResolvers` makes since Node 22. */
export function withResolvers() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}
