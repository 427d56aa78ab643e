// A file beside the database that is there while a process has it open. One that is there before was left by a process
// that did not come to close it: it was killed, or the machine lost its power.
import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const markIn = (folder: string) => join(folder, 'playground.db-open')

export const isMarkedOpen = (folder: string): boolean => existsSync(markIn(folder))

/** On the disk before anything is written to the database. */
export function markOpen(folder: string) {
  flush(openSync(markIn(folder), 'w', 0o600))
  // Windows opens no folders, and needs no such thing.
  if (process.platform !== 'win32') flush(openSync(folder, 'r'))
}

export const markClosed = (folder: string) => rmSync(markIn(folder), { force: true })

function flush(descriptor: number) {
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
