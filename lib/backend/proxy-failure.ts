/** A request did not get through the proxy that it had to take. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure'
  constructor(
    /** Host and port of the proxy. */
    readonly proxy: string,
    cause: unknown,
  ) {
    super(`The proxy ${proxy} did not let a request through.`, { cause })
  }
}
