/** Whose wrong key it is, by what it is known again, and when it came; so many may come within such a time. */
export interface WrongKey {
  readonly network: string
  readonly digest: string
  readonly atMs: number
  readonly windowMs: number
  readonly most: number
}

export type NoteWrongKey = (key: WrongKey) => Promise<number>

/** What is kept of who comes and what they did, beside the settings that say who may come. */
export interface PeopleTable {
  /** When each key was used last, in Unix milliseconds, by its id. */
  keyUses(): Promise<ReadonlyMap<string, number>>
  noteKeyUse(id: string, atMs: number): Promise<void>
  forgetKey(id: string): Promise<void>
  /** Sessions that were ended before they expired, which is told in Unix seconds. */
  endedSessions(): Promise<readonly { readonly id: string; readonly expires: number }[]>
  endSession(session: { readonly id: string; readonly expires: number }): Promise<void>
  /** Called when another instance has ended a session. */
  onEndedElsewhere(listener: () => void): void
  /** Forgets those that have expired by then: nobody can come back with them. */
  forgetSessions(nowSeconds: number): Promise<void>
  /**
   * Notes a wrong key, which all instances count together, and returns for how many milliseconds its sender is to wait.
   * Undefined where there is one process, which counts for itself.
   */
  readonly noteWrongKey: NoteWrongKey | undefined
  audit(atMs: number, document: unknown): Promise<void>
  /** Deletes what was told before. */
  forgetAudit(beforeMs: number): Promise<void>
  /** The newest first; those that were told before the one of a position, where that is given. */
  audited(
    limit: number,
    before?: number,
  ): Promise<readonly { readonly position: number; readonly at_ms: number; readonly document: unknown }[]>
}
