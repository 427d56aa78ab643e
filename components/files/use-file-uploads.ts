'use client'

import { useApi } from '@/components/connection/connection-context'
import { useRemembered } from '@/components/kept/use-remembered'
import { purposeByKind, useUploads } from '@/components/uploads/uploads'
import { uploadPurposes } from '@/components/uploads/upload-purposes'

const DAY_SECONDS = 86_400

/** How many days an upload may be kept; the wire takes up to 30. */
export const keepDays = [1, 7, 30] as const

/** The uploads of the page of files, with what its reader has chosen for them. */
export function useFileUploads() {
  const { connection } = useApi()
  const { upload, ...uploads } = useUploads(`files:${connection}`)
  const [purpose, setPurpose] = useRemembered('upload-purpose')
  const [kept, setKept] = useRemembered('upload-days')
  const chosen = uploadPurposes.find((each) => each === purpose)
  const days = keepDays.find((each) => String(each) === kept)
  return {
    ...uploads,
    /** What they are for; empty = by what each is. */
    purpose: chosen ?? '',
    setPurpose,
    /** How long they are kept; empty = until they are deleted. */
    days: days === undefined ? '' : String(days),
    setDays: setKept,
    begin: (files: File[]) =>
      upload({
        files,
        purposeOf: chosen ? () => chosen : purposeByKind,
        expiresAfterSeconds: days && days * DAY_SECONDS,
      }),
  }
}

export type FileUploads = ReturnType<typeof useFileUploads>
