/** A wrong variable stops the start. The message has a line for each; none repeats a value that may be secret. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}
