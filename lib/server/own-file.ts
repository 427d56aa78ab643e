import { statSync } from 'node:fs'
import { StartError } from './start-error'

/** The path of a file that the server keeps for itself. Throws StartError where a folder is in its place. */
export function ownFile(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new StartError(`${path} cannot be used: it is a folder. Move it away and start again.`)
}
