/** There is nothing to sign requests with. Its words go on behind a name, and tell nothing of what was answered. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
}
