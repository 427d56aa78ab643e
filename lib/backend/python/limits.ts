/** What a cell and its process may use. Milliseconds, bytes and letters. */
export interface PythonLimits {
  /** A cell is interrupted then; its session stays. */
  readonly softMs: number
  /** So much later its process ends, where the interrupt was caught or not seen. */
  readonly graceMs: number
  /** Python's own memory. */
  readonly heapBytes: number
  /** Of the whole process: at its start it has about 200 MB, which it shares with nobody. */
  readonly rssBytes: number
  /** What a cell may print. */
  readonly outputChars: number
  /** All files of a session together. */
  readonly fileBytes: number
  /** What one cell may hand over. */
  readonly filesOut: number
  readonly bytesOut: number
  /** A session that is not used so long ends. */
  readonly idleMs: number
  /** At most so many at a time; beside them one process waits in reserve. */
  readonly sessions: number
}

const MB = 1024 ** 2

export const defaultLimits: PythonLimits = {
  softMs: 60_000,
  graceMs: 2_000,
  heapBytes: 512 * MB,
  rssBytes: 1_024 * MB,
  outputChars: 100_000,
  fileBytes: 256 * MB,
  filesOut: 20,
  bytesOut: 64 * MB,
  idleMs: 20 * 60_000,
  sessions: 4,
}

/** Numbers of lib/backend/python/sandbox/child.mjs: why its process ended itself. */
export const ends = { deadline: 91, memory: 92, idle: 93, flood: 94 } as const
