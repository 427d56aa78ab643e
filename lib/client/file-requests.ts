import type { StoredFile } from '@/lib/protocol/file'
import type { Client } from '@/lib/wire-client/create-client'

const fileAt = (id: string) => `/files/${encodeURIComponent(id)}`

/** The files of a connection. */
export const fileRequests = ({ get, upload, addressOf }: Client) => ({
  /** For the tools of assistants. */
  upload(file: File) {
    const form = new FormData()
    form.set('purpose', 'assistants')
    form.set('file', file)
    return upload<StoredFile>('/files', form)
  },
  get: (id: string, options?: Pick<RequestInit, 'signal'>) => get<StoredFile>(fileAt(id), options),
  /** Where its bytes are. */
  addressOf: (id: string) => addressOf(`${fileAt(id)}/content`),
})
