// What people write to their assistants is private: the data folder and its files are for the user that the server runs
// as, also where other rights were set before.
import { chmodSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The files that the server makes in its folder. Other files there are not touched; the folder's mode protects them.
 */
const ours =
  /^(?:playground(?:-.+)?\.db.*|lock\.db.*|server\.pid|session\.key|secret\.key|ended-sessions\.json.*|connections)$/

const OTHERS = 0o077

/** Files that this process makes from here on are for its user only. Windows has no such modes. */
export function makeFilesPrivate() {
  process.umask(OTHERS)
}

/** Removes the rights of other users on the folder and its files. Returns those on which others still have rights. */
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
  // Some file systems accept a mode and do not apply it.
  return (mode() & OTHERS) === 0
}
