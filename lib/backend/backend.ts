/** Anything that speaks the wire: the embedded backend, a remote one, or a wrapper around either. HTTP is the seam. */
export type Backend = (request: Request) => Promise<Response>
