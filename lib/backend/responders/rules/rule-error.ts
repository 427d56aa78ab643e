/** Why a rule has not answered, in English, for whoever sees the call. No secret stands in it. */
export class RuleError extends Error {
  override readonly name = 'RuleError'
  constructor(
    message: string,
    /** What it wrote before it failed. */
    readonly logs: readonly string[] = [],
  ) {
    super(message)
  }
}
