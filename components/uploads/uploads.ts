'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { useApi } from '@/components/connection/connection-context'
import { keys } from '@/lib/client/keys'
import { uploadFile } from '@/lib/client/upload-file'
import type { StoredFile } from '@/lib/protocol/file'
import { createUploads } from './upload-queue'
import { uploadStore } from './upload-store'

/** 128 random bits; `crypto.randomUUID` is for pages over HTTPS only. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

const { begin, retry, remove } = createUploads({
  store: uploadStore,
  send: uploadFile,
  page: typeof window === 'undefined' ? new EventTarget() : window,
  newKey,
})

interface Wanted {
  readonly files: readonly File[]
  /** What each is uploaded for. */
  readonly purposeOf: (file: File) => string
  readonly expiresAfterSeconds?: number | undefined
  readonly onStored?: (file: StoredFile) => void
}

/** The uploads of one part of the page, and how to begin more. */
export function useUploads(place: string) {
  const api = useApi()
  const client = useQueryClient()
  const uploads = useStore(
    uploadStore,
    useShallow((state) => state.uploads.filter((upload) => upload.place === place)),
  )
  return {
    uploads,
    retry,
    remove,
    upload({ files, purposeOf, expiresAfterSeconds, onStored }: Wanted) {
      begin(
        files.map((file) => ({
          place,
          file,
          address: api.files.uploadAddress,
          purpose: purposeOf(file),
          expiresAfterSeconds,
          onStored(stored: StoredFile) {
            client.setQueryData(keys.file(api.connection, stored.id), stored)
            void client.invalidateQueries({ queryKey: keys.fileLists(api.connection) })
            onStored?.(stored)
          },
        })),
      )
    },
  }
}

/** Images that models read. */
export const isImage = ({ name, type }: Pick<File, 'name' | 'type'>) =>
  /^image\/(?:png|jpeg|gif|webp)$/.test(type) || /\.(?:png|jpe?g|gif|webp)$/i.test(name)

/** What a file is uploaded for where nothing is said: images to be shown to models, others for tools. */
export const purposeByKind = (file: File) => (isImage(file) ? 'vision' : 'assistants')
