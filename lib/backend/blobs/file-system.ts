import { open } from 'node:fs/promises'

/** Does an error of the file system say that something is not there? */
export const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Brings a folder's list of names down to the disk; on Windows a folder cannot be opened, and its names are anyway. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
