/** A thread's id and its place in the order of insertion. */
export interface PlacedId {
  readonly id: string
  readonly position: number
}

/** What is known of threads whose backend is elsewhere, beside what they are. Times are Unix milliseconds. */
export interface ThreadMarkTable {
  /** Since when its backend has no such thread; null where it has. False where nothing has changed. */
  setGone(id: string, goneMs: number | null): Promise<boolean>
  /** Nothing is known of it but that it is there. */
  isUnread(id: string): Promise<boolean>
  setUnread(id: string, isUnread: boolean): Promise<void>
  /** Its backend's list had these at that moment. */
  setListed(ids: readonly string[], atMs: number): Promise<void>
  /** Unread ones that are not gone, the newest first, and how many there are. */
  unread(limit: number): Promise<readonly string[]>
  countUnread(): Promise<number>
  /** Counted as far as `MAX_COUNTED`. */
  countGone(): Promise<number>
  /** Those that are not gone and that no list has had since that moment, behind a position. */
  unlisted(query: {
    readonly sinceMs: number
    readonly behind: number
    readonly limit: number
  }): Promise<readonly PlacedId[]>
}
