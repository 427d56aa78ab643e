// What requests to a bucket are signed with.

export interface BucketCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Those that a role gives for a time. */
export interface LentCredentials extends BucketCredentials {
  /** In Unix milliseconds, by the clock of whoever gives them; undefined where they have no end. */
  readonly expiresMs?: number
}

export interface CredentialSource {
  /** Throws CredentialsError. */
  get(): Promise<BucketCredentials>
  /** These were refused. Returns whether others are asked for now. */
  refuse(used: BucketCredentials): boolean
}

export const fixedCredentials = (credentials: BucketCredentials): CredentialSource => ({
  get: async () => credentials,
  refuse: () => false,
})
