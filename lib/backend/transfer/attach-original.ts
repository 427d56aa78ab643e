// Files whose bytes did not come along: what is known of them, and taking the bytes afterwards, under the old id.
import type { Context, Hono } from 'hono'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import type { StoredFile } from '@/lib/protocol/file'
import type { Change } from '@/lib/protocol/playground'
import type { DescribedFile } from '@/lib/protocol/transfer'
import { TooManyBytesError } from '@/lib/backend/blobs/measure'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Store } from '@/lib/backend/store/store'
import { pathParam } from '@/lib/backend/wire/request'
import { tooLarge } from '@/lib/backend/wire/too-large'
import { uploadOf } from '@/lib/backend/wire/upload-form'
import type { FileRoom } from './held-bytes'
import { PLACEHOLDER, type Placeholder } from './placeholder'
import type { Raw } from './unit'
import { fileOf } from './whole-file'

interface AttachOptions {
  readonly storeOf: (connection: string) => Promise<Store>
  readonly roomOf: (connection: string) => FileRoom
  readonly onLaid: (connection: string, change: Change) => void
}

export function attachRoutes(app: Hono, options: AttachOptions) {
  const { storeOf, roomOf } = options
  const inTurn = createExclusive()

  app.get('/files/:connection/:id', async (c) => {
    const store = await storeOf(pathParam(c, 'connection'))
    return c.json(toDescribed(await lacking(store, roomOf(pathParam(c, 'connection')), pathParam(c, 'id'))))
  })

  /** A form with the `file`; answered with the file as the wire tells of it. */
  app.post('/files/:connection/:id', async (c) => c.json(await inTurn(pathParam(c, 'id'), () => attach(c, options))))
}

interface Lacking {
  readonly id: string
  /** As its source or, where only its bytes were lost, this server describes it. */
  readonly document: Raw
  readonly hasRow: boolean
}

/** Throws ApiError (404) for a file that is not known, and (409) for one that has its bytes. */
async function lacking(store: Store, { bytes }: FileRoom, id: string): Promise<Lacking> {
  const file = await store.files.get(id)
  if (file) {
    if ((await bytes.size(id)) === undefined) return { id, document: { ...file }, hasRow: true }
    throw new ApiError(409, `File '${id}' has its content here already.`, { code: 'file_complete' })
  }
  const placeholder = (await store.records.get(PLACEHOLDER.file, id)) as Placeholder | undefined
  if (!placeholder) throw notFound('file', id)
  return { id, document: placeholder.document, hasRow: false }
}

const numberOf = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null)
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

const toDescribed = ({ id, document }: Lacking): DescribedFile => ({
  id,
  filename: textOf(document['filename']),
  bytes: numberOf(document['bytes']),
  purpose: textOf(document['purpose']),
  created_at: numberOf(document['created_at']),
})

async function attach(c: Context, { storeOf, roomOf, onLaid }: AttachOptions): Promise<StoredFile> {
  const [connection, id] = [pathParam(c, 'connection'), pathParam(c, 'id')]
  const [store, room] = [await storeOf(connection), roomOf(connection)]
  const known = await lacking(store, room, id)
  const { maxFileBytes: maxBytes } = room
  const { taken } = await uploadOf(c.req.raw, {
    part: 'file',
    take: ({ bytes }) => room.bytes.write(id, bytes, { maxBytes }).catch(told),
    undo: () => room.bytes.remove(id),
  })
  try {
    const file = wholeOf(known, taken.bytes)
    await store.transaction(async (tables) => {
      if (known.hasRow) await tables.files.put(file)
      else await tables.files.insert(file, { createdMs: file.created_at * 1000 })
      await tables.vectorStoreFiles.retry(id)
    })
    onLaid(connection, { kind: 'file', verb: 'put', id, thread_id: null, status: null })
    return file
  } catch (error) {
    await room.bytes.remove(id)
    throw error
  }
}

/** Throws ApiError (400) for another number of bytes than the original had. */
function wholeOf({ id, document }: Lacking, bytes: number): StoredFile {
  const told = numberOf(document['bytes'])
  if (told !== null && told !== bytes) {
    const message = `This is not the original of file '${id}': that has ${told} bytes, this one ${bytes}.`
    throw badRequest(message, { param: 'file', code: 'bytes_differ' })
  }
  const content = { bytes, isExact: true, open: () => nothing() }
  const unit = { kind: 'file', id, threadId: null, raw: document, content } as const
  const file = fileOf(unit)
  if (!file) throw badRequest(`What is known of file '${id}' describes no file.`)
  return file as unknown as StoredFile
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function told(error: unknown): never {
  throw error instanceof TooManyBytesError ? tooLarge(error.maxBytes) : error
}
