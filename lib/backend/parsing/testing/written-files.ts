import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for the files of a test. */
export function writtenFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'playground-files-'))
  let count = 0
  return {
    /** Writes a file and says where it is; its name there is another. */
    write(bytes: string | Uint8Array): string {
      count += 1
      const path = join(folder, `file-${count}`)
      writeFileSync(path, bytes)
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
