/** The store cannot be opened; the message tells an operator what is wrong and what to do. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError'
}
