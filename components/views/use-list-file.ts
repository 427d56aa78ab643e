'use client'

import { useState } from 'react'
import { downloadFile } from '@/components/files/download-file'
import { listFile, type ListFile, type ListFormat } from './list-file'

/** A file that is being made of a list. */
export interface FileJob {
  readonly format: ListFormat
  readonly count: number
  /** How it ended; null while it goes on. */
  readonly end: 'done' | { readonly error: unknown } | null
}

interface Making extends FileJob {
  readonly left: AbortController
}

interface Of<T> extends Pick<ListFile<T>, 'columns' | 'page'> {
  readonly list: string
}

/** Makes files of all that a list shows, and has the browser save them. Closing stops one that is being made. */
export function useListFile<T extends object>({ list, columns, page }: Of<T>) {
  const [job, setJob] = useState<Making | null>(null)

  function begin(format: ListFormat) {
    const left = new AbortController()
    const change = (part: Partial<FileJob>) =>
      setJob((before) => (before?.left === left ? { ...before, ...part } : before))
    setJob({ format, count: 0, end: null, left })
    listFile({ format, columns, page, onCount: (count) => change({ count }), signal: left.signal }).then(
      (file) => {
        save(file, `${list}.${format}`)
        change({ end: 'done' })
      },
      (error: unknown) => change({ end: { error } }),
    )
  }

  return { job, begin, close: () => (job?.left.abort(), setJob(null)) }
}

function save(file: Blob, name: string) {
  const address = URL.createObjectURL(file)
  downloadFile(address, name)
  URL.revokeObjectURL(address)
}
