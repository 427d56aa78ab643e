// What of S3's API is used: objects whole and in parts, ranges, lists.
import { createHash } from 'node:crypto'
import type { ByteRange } from '../read-range'
import { BucketError } from '../bucket-error'
import { type BucketBody, type BucketOptions, type BucketRequests, createBucketRequests } from './bucket-requests'
import { elementsIn } from './read-xml'

export type Bucket = ReturnType<typeof createBucket>

export interface BucketObject {
  /** Without the prefix of the bucket's address. */
  readonly key: string
  readonly bytes: number
}

interface Part {
  readonly uploadId: string
  /** The first part has number 1. */
  readonly number: number
  readonly body: BucketBody
  readonly signal?: AbortSignal | undefined
}

interface Parts {
  readonly uploadId: string
  readonly etags: readonly string[]
  /** Of all parts together, in bytes. */
  readonly size: number
  readonly signal?: AbortSignal | undefined
}

/** Every function throws BucketError; each key stands below the prefix of the bucket's address. */
export function createBucket(options: BucketOptions) {
  const requests = createBucketRequests(options)
  return {
    name: requests.name,
    ...inParts(requests),
    list: (prefix: string) => listed(requests, prefix),

    async put(key: string, body: BucketBody, signal?: AbortSignal): Promise<void> {
      await requests.ask({ method: 'PUT', key, body, signal })
    },

    /** Undefined where there is no such object. The body is still to be read. */
    async get(key: string, range?: ByteRange): Promise<Response | undefined> {
      const asked = range && { headers: { range: `bytes=${range.start}-${range.end}` } }
      const response = await requests.open({ method: 'GET', key, ...asked }).catch(unlessNoKey)
      if (response && range && response.status !== 206) {
        await response.body?.cancel()
        throw new BucketError(requests.name, { status: response.status, said: 'WithoutRange' })
      }
      return response
    },

    /** Nothing happens where there is none. */
    async remove(key: string): Promise<void> {
      await requests.ask({ method: 'DELETE', key }).catch(unlessNoKey)
    },

    /** Throws where it does not answer, or not this key. */
    async ping(): Promise<void> {
      await requests.ask({ method: 'GET', query: { 'list-type': '2', 'max-keys': '1', prefix: requests.prefix } })
    },
  }
}

/** All objects whose key begins so, a thousand at a time. */
async function* listed(requests: BucketRequests, prefix: string): AsyncGenerator<readonly BucketObject[]> {
  let token: string | undefined
  do {
    const behind = token !== undefined && { 'continuation-token': token }
    const query = { 'list-type': '2', prefix: requests.prefix + prefix, ...behind }
    const text = await requests.ask({ method: 'GET', query })
    yield elementsIn(text, 'Contents').map(({ Key = '', Size }) => ({
      key: Key.slice(requests.prefix.length),
      bytes: Number(Size),
    }))
    token = elementsIn(text, 'ListBucketResult')[0]?.['NextContinuationToken']
  } while (token)
}

function unlessNoKey(error: unknown): undefined {
  if (!(error instanceof BucketError) || error.said !== 'NoSuchKey') throw error
}

/** Large objects come part by part, and are there when all are. */
const inParts = (requests: BucketRequests) => ({
  /** Returns the upload's id. */
  async beginParts(key: string, signal?: AbortSignal): Promise<string> {
    const text = await requests.ask({ method: 'POST', key, query: { uploads: '' }, signal })
    const id = elementsIn(text, 'InitiateMultipartUploadResult')[0]?.['UploadId']
    if (!id) throw new BucketError(requests.name, { status: 200, said: 'NoUploadId' })
    return id
  },

  /** Returns what `finishParts` has to name it by. */
  async putPart(key: string, { uploadId, number, body, signal }: Part): Promise<string> {
    const query = { partNumber: String(number), uploadId }
    const etag = (await requests.headersOf({ method: 'PUT', key, query, body, signal })).get('etag')
    if (etag === null) throw new BucketError(requests.name, { status: 200, said: 'NoETag' })
    return etag
  },

  async finishParts(key: string, { uploadId, etags, size, signal }: Parts): Promise<void> {
    const parts = etags.map((etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`)
    const bytes = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
    const body = { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
    const text = await requests.ask({ method: 'POST', key, query: { uploadId }, body, signal }).catch(unlessNoUpload)
    const failure = text === undefined ? undefined : requests.failureIn(text)
    if (failure) throw failure
    if (text !== undefined) return
    // An answer may have been lost, and the question asked again: then it is there.
    for await (const page of listed(requests, key))
      if (page.some((one) => one.key === key && one.bytes === size)) return
    throw new BucketError(requests.name, { status: 404, said: 'NoSuchUpload' })
  },

  /** Whatever was begun under this key and not finished is given up. */
  async abandonParts(key: string): Promise<void> {
    const full = requests.prefix + key
    // With the whole key as the prefix: some servers list nothing for a shorter one.
    const text = await requests.ask({ method: 'GET', query: { uploads: '', prefix: full } }).catch(unlessUnknown)
    for (const { Key, UploadId: uploadId } of text === undefined ? [] : elementsIn(text, 'Upload')) {
      if (Key !== full || uploadId === undefined) continue
      await requests.ask({ method: 'DELETE', key, query: { uploadId } }).catch(unlessNoUpload)
    }
  },
})

function unlessNoUpload(error: unknown): undefined {
  if (!(error instanceof BucketError) || error.said !== 'NoSuchUpload') throw error
}

/** What a server does not list it has to remove by itself. */
function unlessUnknown(error: unknown): undefined {
  if (!(error instanceof BucketError) || error.status !== 501) throw error
}
