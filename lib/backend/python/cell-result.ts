import type { PythonState } from '@/lib/protocol/python'

/** A file that stands in the session under `/mnt/data`. `id` says which it is: one is not copied twice. */
export interface MountedFile {
  readonly id: string
  /** As the user named it; the session may have it under a safer or a free one. */
  readonly name: string
  /** How many bytes it has; undefined where it is not there any more. */
  size(): Promise<number | undefined>
  /** Its bytes; undefined where it is not there any more. */
  read(): Promise<ReadableStream<Uint8Array> | undefined>
}

export interface Cell {
  readonly code: string
  readonly files: readonly MountedFile[]
  /** Ends the cell, and with it the session's process. */
  readonly signal: AbortSignal
  /** What it prints, as it does. */
  readonly onOutput?: (text: string) => void
}

/** Why a cell ended as it did, for programs; null where nothing went wrong. */
export type CellCode =
  | 'PYTHON_ERROR'
  | 'TIMEOUT'
  | 'OUT_OF_MEMORY'
  | 'PACKAGE_UNAVAILABLE'
  | 'SESSION_LOST'
  | 'CANCELLED'
  | 'UNAVAILABLE'

export interface CellResult {
  /** What was printed, the value of the last expression, and what the sandbox has to say about packages and files. */
  readonly logs: string
  /** Open figures, and images that were written; `path` is null for a figure. */
  readonly images: readonly { readonly name: string; readonly path: string | null; readonly bytes: Uint8Array }[]
  /** New and changed files of `/mnt/data` that are no images. */
  readonly files: readonly { readonly name: string; readonly path: string; readonly bytes: Uint8Array }[]
  /** The traceback, or why there is none, in words. */
  readonly error: string | null
  readonly code: CellCode | null
  /** Where each mounted file stands. */
  readonly mounted: readonly { readonly id: string; readonly path: string }[]
  /** Nothing was there from cells before. */
  readonly isNewSession: boolean
  /** There were cells before, and what they left is gone: say so to the model. */
  readonly wasReset: boolean
}

export interface PythonSessions {
  /** Runs a cell in the session of its key, after those before it. Never throws: the result says what went wrong. */
  run(key: string, cell: Cell): Promise<CellResult>
  /** A cell is likely to come under this key: a process is made ready for it, unless it has one. */
  expect(key: string): void
  /** Found out by trying, once. */
  availability(): Promise<PythonState>
  /** Ends the session of a key, as when its thread is deleted. */
  end(key: string): void
  close(): Promise<void>
}
