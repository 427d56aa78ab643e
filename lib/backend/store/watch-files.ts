// The files of an open SQLite database must stay the ones that were opened: what is written to a deleted or replaced
// file is lost with the process.
import { closeSync, openSync, readSync, statSync } from 'node:fs'

const INTERVAL_MS = 1_000

/** Where SQLite's file format keeps `user_version`, four bytes. */
const MARK_AT = 60

interface Seen {
  readonly inode: bigint
  readonly device: bigint
}

export interface FileWatch {
  /** What happened to the files, in words; undefined while they are what was opened. */
  lost(): string | undefined
  /** Call when the database is closed. */
  close(): void
}

interface WatchOptions {
  /** Written into the file as `user_version` when it was opened, so that another one copied over it is known. */
  readonly mark: number
  readonly logLine: (line: string) => void
}

/** Checks the files every second, and logs the first loss. Call when the mark is in the file itself. */
export function watchFiles(file: string, { mark, logLine }: WatchOptions): FileWatch {
  const files = [file, `${file}-wal`].map((path) => ({ path, first: seen(path) }))
  // Open until the end: to close any descriptor of a file takes all of this process's locks on it, SQLite's too.
  const descriptor = openSync(file, 'r')
  let isOpen = true
  let lost: string | undefined

  function trouble(): string | undefined {
    try {
      const gone = files.find(({ path, first }) => first && !isSame(first, seen(path)))
      if (!gone && markOf(descriptor) === mark) return undefined
      return `${gone?.path ?? file} was deleted or replaced while the server has it open.`
    } catch (error) {
      return `${file} cannot be read any more (${error instanceof Error ? error.message : String(error)}).`
    }
  }

  function check() {
    const found = trouble()
    if (found === undefined) return
    clearInterval(timer)
    lost = `${found} Nothing is written any more. Stop the server, put the file back and start again.`
    logLine(lost)
  }

  const timer = setInterval(check, INTERVAL_MS).unref()
  return {
    lost: () => lost,
    close() {
      clearInterval(timer)
      if (isOpen) closeSync(descriptor)
      isOpen = false
    },
  }
}

function seen(path: string): Seen | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && { inode: stat.ino, device: stat.dev }
}

const isSame = (first: Seen, now: Seen | undefined) => first.inode === now?.inode && first.device === now.device

function markOf(descriptor: number): number | undefined {
  const bytes = Buffer.alloc(4)
  return readSync(descriptor, bytes, 0, 4, MARK_AT) === 4 ? bytes.readInt32BE() : undefined
}
