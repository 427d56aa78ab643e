import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'

/** All that tests have there at a time is a tenth of it. */
const ROOM_BYTES = 4 * 1024 ** 3

/**
 * Makes a folder in the machine's memory for what tests write: stores wait for the disk at every commit, and no test
 * ends with a loss of power. Undefined where there is no such place, where it is small, as in most containers, or where
 * no program may be started from it. It goes when this process ends.
 */
export function createMemoryFolder(): string | undefined {
  if (process.platform !== 'linux' || !hasRoom()) return undefined
  const folder = mkdtempSync(join(MEMORY, 'playground-test-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  // PostgreSQL and sandboxes run as other users.
  chmodSync(folder, 0o1777)
  return mayStartFrom(folder) ? folder : undefined
}

function hasRoom(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ROOM_BYTES && freemem() >= ROOM_BYTES
  } catch {
    return false
  }
}

function mayStartFrom(folder: string): boolean {
  const program = join(folder, 'program')
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
  return spawnSync(program).status === 0
}
