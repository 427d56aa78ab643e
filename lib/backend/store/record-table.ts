/** Names a record: what kind it is, of which object, and the object that it is removed together with. */
export interface RecordKey {
  readonly kind: string
  readonly id: string
  readonly owner: string
}

/** JSON documents that a wire keeps beside the objects of another, because that one has no place for them. */
export interface RecordTable {
  get(kind: string, id: string): Promise<unknown>
  /** Writes the record or replaces it; the owner stays that of the first time. */
  put(key: RecordKey, document: unknown): Promise<void>
  /** All of one kind, oldest first. */
  list(kind: string): Promise<readonly { readonly id: string; readonly document: unknown }[]>
}
