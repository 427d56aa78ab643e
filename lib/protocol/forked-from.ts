/** What a thread was copied from, so that a run could be made again with something else. */
export interface ForkedFrom {
  readonly thread_id: string
  /** The run that was made again. */
  readonly run_id: string
  /** The message that was changed; null where none was. */
  readonly message_id: string | null
}
