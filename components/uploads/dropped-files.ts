/** The files that were dropped or pasted, those in folders too. To be called while the event is handled. */
export async function droppedFiles({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<File[]> {
  // What is handed over is gone when the event is over: all entries are taken first.
  const entries = [...items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? []) : []))
  const whole = [...files]
  if (!entries.some(({ isDirectory }) => isDirectory)) return whole
  return (await Promise.all(entries.map(filesIn))).flat()
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  if (!entry.isDirectory) return []
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const read = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
  const found: File[] = []
  // A reader hands over a hundred entries at a time, and none when it has no more.
  for (let some = await read(); some.length > 0; some = await read()) {
    found.push(...(await Promise.all(some.map(filesIn))).flat())
  }
  return found
}
