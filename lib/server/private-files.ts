// What people write to their assistants is nobody else's on this machine: the data folder and its files are for the
// user that the server runs as, also where they were made otherwise.
import { chmodSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the server makes in its folder; whatever else lies there is somebody's own, and behind the folder's mode. */
const ours = /^(?:playground(?:-.+)?\.db.*|lock\.db.*|server\.pid|session\.key|ended-sessions\.json.*|connections)$/

const OTHERS = 0o077

/** From here on, what this process makes is for its user only. Windows has no such modes. */
export function makeFilesPrivate() {
  process.umask(OTHERS)
}

/** Takes the folder and what the server made in it from everybody else. Returns what others may still get at. */
export function takeFromOthers(folder: string, changeMode: typeof chmodSync = chmodSync): readonly string[] {
  if (process.platform === 'win32') return []
  const inside = readdirSync(folder).filter((name) => ours.test(name))
  const paths = [folder, ...inside.flatMap((name) => pathsIn(join(folder, name)))]
  return paths.filter((path) => !isTaken(path, changeMode))
}

export const exposedLine = ([first = '', ...rest]: readonly string[]): string =>
  `Warning: other users of this machine may have access to ${first}${rest.length > 0 ? ` and ${rest.length} more` : ''}. ` +
  'Its mode cannot be changed: it belongs to another user, or its file system has no modes.'

function pathsIn(path: string): string[] {
  const stats = lstatSync(path)
  if (stats.isDirectory()) return [path, ...readdirSync(path).flatMap((name) => pathsIn(join(path, name)))]
  return stats.isFile() ? [path] : []
}

function isTaken(path: string, changeMode: typeof chmodSync): boolean {
  const mode = () => statSync(path).mode & 0o777
  if ((mode() & OTHERS) === 0) return true
  try {
    changeMode(path, mode() & ~OTHERS)
  } catch {
    return false
  }
  // Some file systems take a mode and keep their own.
  return (mode() & OTHERS) === 0
}
