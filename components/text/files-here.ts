'use client'

import { createContext, useContext, useEffect, useState } from 'react'
import type { StoredFile } from '@/lib/protocol/file'
import type { Step } from '@/lib/protocol/step'

/** What is to be had of the files that messages and calls name. */
export interface FilesHere {
  /** Where a file's bytes are. */
  readonly addressOf: (fileId: string) => string
  /** Throws where the file is not there any more. */
  readonly read: (fileId: string) => Promise<StoredFile>
  /** The steps of a run with the texts that its searches found. */
  readonly readSteps: (run: { readonly thread: string; readonly run: string }) => Promise<readonly Step[]>
}

/** Where nothing is to be had of files, their ids and the names in marks are all that is shown. */
export const FilesHere = createContext<FilesHere | undefined>(undefined)

/** The file of an id; undefined while it is on its way, and where it cannot be had. */
export function useStoredFile(fileId: string | undefined): StoredFile | undefined {
  const files = useContext(FilesHere)
  const [file, setFile] = useState<StoredFile>()
  useEffect(() => {
    if (!files || fileId === undefined) return
    let isWanted = true
    files.read(fileId).then(
      (read) => isWanted && setFile(read),
      () => isWanted && setFile(undefined),
    )
    return () => {
      isWanted = false
    }
  }, [files, fileId])
  return file?.id === fileId ? file : undefined
}
