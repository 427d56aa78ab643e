/** A setting as it is stored: what anybody may read of it, and its secrets, sealed by whoever has the key. */
export interface Setting {
  readonly id: string
  readonly document: unknown
  readonly sealed: string | null
}

/** What people set on pages and is no connection's own. `kind` says what it is. */
export interface SettingsTable {
  /** All of one kind, oldest first. One that cannot be read is left out, and the operator is told. */
  list(kind: string): Promise<readonly Setting[]>
  /** Undefined where there is none, or where it cannot be read; of that the operator is told. */
  get(kind: string, id: string): Promise<Setting | undefined>
  /** Writes the setting or replaces it; its place stays that of the first time. */
  put(kind: string, setting: Setting): Promise<void>
  /** Writes the setting unless there is one; returns what is there now. */
  putFirst(kind: string, setting: Setting): Promise<Setting>
  /** False when there was none. */
  remove(kind: string, id: string): Promise<boolean>
  /**
   * Called when another instance has changed settings of these kinds, or may have: whoever keeps them reads anew.
   * Returns the function that ends it.
   */
  onChangedElsewhere(kinds: readonly string[], listener: () => void): () => void
}
