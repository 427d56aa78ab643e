/** The connection to the database broke, or none could be made. What was underway may be stored or not. */
export class StoreUnreachableError extends Error {
  override readonly name = 'StoreUnreachableError'
  /** SQL's code of a connection that failed. */
  readonly code = '08006'
}
