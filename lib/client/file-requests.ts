import type { FileText, FileUses, StoredFile } from '@/lib/protocol/file'
import type { List } from '@/lib/protocol/list'
import type { Client } from '@/lib/wire-client/create-client'
import { search } from '@/lib/wire-client/requests'

type Options = Pick<RequestInit, 'signal'>

/** Which files are listed, and in which order of their creation. */
export interface FileFilter {
  readonly purpose?: string
  readonly order?: 'asc' | 'desc'
}

interface Page {
  readonly limit?: number
  readonly after?: string | undefined
}

const fileAt = (id: string) => `/files/${encodeURIComponent(id)}`

/** The files of a connection. What a reader uploads goes by `uploadFile`, which tells how far it is. */
export const fileRequests = ({ get, upload, remove, open, addressOf, own }: Client) => ({
  list: (filter: FileFilter & Page, options?: Options) =>
    get<List<StoredFile>>(`/files${search({ ...filter })}`, options),
  get: (id: string, options?: Options) => get<StoredFile>(fileAt(id), options),
  /** A small one of ours, for the tools of assistants. */
  upload(file: File) {
    const form = new FormData()
    form.set('purpose', 'assistants')
    form.set('file', file)
    return upload<StoredFile>('/files', form)
  },
  remove: (id: string) => remove<{ readonly id: string; readonly deleted: true }>(fileAt(id)),
  /** The first so many bytes of it. */
  beginning: async (id: string, bytes: number, options?: Options) =>
    firstBytes(await open(`${fileAt(id)}/content`, { ...options, headers: { range: `bytes=0-${bytes - 1}` } }), bytes),
  /** A part of a document's text, from so many UTF-16 units on. */
  text: (id: string, from: number, options?: Options) =>
    own.get<FileText>(`${fileAt(id)}/text${search({ from })}`, options),
  /** Where its bytes are. */
  addressOf: (id: string) => addressOf(`${fileAt(id)}/content`),
  /** Where an upload goes to. */
  uploadAddress: addressOf('/files'),
  /** Where files are used, as far as it is known here. At most 100 ids. */
  uses: (ids: readonly string[], options?: Options) =>
    own.get<FileUses>(`/file-uses${search({ ids: ids.join(',') })}`, options),
})

/** A backend that knows no ranges sends all of it: no more is read than is asked for. */
async function firstBytes({ body }: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(most)
  let at = 0
  const reader = body?.getReader()
  while (reader && at < most) {
    const { done, value } = await reader.read()
    if (done) break
    bytes.set(value.subarray(0, most - at), at)
    at += value.length
  }
  await reader?.cancel()
  return bytes.subarray(0, Math.min(at, most))
}
