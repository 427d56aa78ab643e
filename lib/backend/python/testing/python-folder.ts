import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where tests keep Python's snapshot: it takes seconds of a processor to make, and is the same for all of them. */
export const pythonFolder = fileURLToPath(new URL('../../../../node_modules/.cache/python', import.meta.url))

/** Makes a folder for Python's things that has its own packages, and the snapshot of all tests. */
export function createPythonFolder(folder: string): string {
  const snapshots = join(pythonFolder, 'snapshots')
  for (const path of [snapshots, folder]) mkdirSync(path, { recursive: true })
  symlinkSync(snapshots, join(folder, 'snapshots'), 'junction')
  return folder
}
