// A server of S3's API for tests: buckets in memory, requests refused whose signature or digest is wrong. It works the
// signature out by itself, so that it does not share the mistakes of what it is asked by.
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

const BUCKET = 'kept'
export const KEYS = { accessKeyId: 'AKIDTEST', secretAccessKey: 'a/secret+of=tests' }

/** A part that is not the last has so many bytes at least, so that tests need not have many. */
export const MIN_PART = 100_000

interface Upload {
  readonly key: string
  readonly parts: Map<number, Buffer>
}

/** Whether it has answered itself; `lost` where what is asked is done, and nobody hears of it. */
export type Meddle = (request: IncomingMessage, response: ServerResponse) => boolean | 'lost'

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly more = '',
  ) {
    super(code)
  }
}

export async function startBucketServer() {
  const objects = new Map<string, Buffer>()
  const uploads = new Map<string, Upload>()
  const asked: string[] = []
  let meddle: Meddle = () => false
  let token: string | undefined

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', 'http://bucket.test')
    asked.push(`${request.method} ${url.pathname}${url.search}`)
    const meddled = meddle(request, response)
    if (meddled === true) return
    const body = await bodyOf(request)
    const {
      status = 200,
      text = '',
      bytes,
      headers = {},
    } = refusedOr(() => {
      requireSigned(request, url, body)
      if (token !== undefined && request.headers['x-amz-security-token'] !== token) {
        throw new Refusal(400, 'ExpiredToken')
      }
      return answerOf({ objects, uploads }, { request, url, body })
    })
    if (meddled === 'lost') return void response.destroy()
    const sent = bytes ?? Buffer.from(text)
    response.writeHead(status, { 'content-length': sent.length, ...headers }).end(sent)
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  onTestFinished(stop)
  return {
    ...{ objects, uploads, asked, stop },
    /** As BLOB_URL. */
    address: `s3://${BUCKET}/some/prefix?endpoint=http://127.0.0.1:${port}`,
    /** Until it is told otherwise. */
    meddle(how: Meddle = () => false) {
      meddle = how
    },
    /** Those who sign with another are told that its time is up. */
    requireToken: (of: string) => void (token = of),
  }
}

interface Answer {
  readonly status?: number
  readonly text?: string
  readonly bytes?: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

function refusedOr(work: () => Answer): Answer {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // As S3 does it, it tells more than anybody should be shown.
    const secret = '<StringToSign>AWS4 of the secret</StringToSign>'
    const text = `<?xml version="1.0"?><Error><Code>${error.code}</Code>${error.more}${secret}</Error>`
    return { status: error.status, text }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

const sha256 = (of: string | Buffer) => createHash('sha256').update(of).digest('hex')
const hmac = (key: string | Buffer, of: string) => createHmac('sha256', key).update(of).digest()

function requireSigned({ method, headers }: IncomingMessage, url: URL, body: Buffer) {
  const [, key, day, region, signedHeaders = '', signature] =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      headers.authorization ?? '',
    ) ?? []
  if (key !== KEYS.accessKeyId) throw new Refusal(403, 'InvalidAccessKeyId')
  const date = String(headers['x-amz-date'])
  const digest = String(headers['x-amz-content-sha256'])
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&')
  const lines = signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const path = decodeURIComponent(url.pathname).split('/').map(encoded).join('/')
  const canonical = [method, path, query, lines.join(''), signedHeaders, digest].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const keys = [String(day), String(region), 's3', 'aws4_request']
  const signing = keys.reduce<string | Buffer>(hmac, `AWS4${KEYS.secretAccessKey}`)
  if (hmac(signing, text).toString('hex') !== signature) throw new Refusal(403, 'SignatureDoesNotMatch')
  const at = Date.parse(date.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'))
  if (Math.abs(at - Date.now()) > 15 * 60_000) throw new Refusal(403, 'RequestTimeTooSkewed')
  if (sha256(body) !== digest) throw new Refusal(400, 'XAmzContentSHA256Mismatch')
  if (region !== 'us-east-1') throw new Refusal(400, 'AuthorizationHeaderMalformed', '<Region>us-east-1</Region>')
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

interface Kept {
  readonly objects: Map<string, Buffer>
  readonly uploads: Map<string, Upload>
}

interface Asked {
  readonly request: IncomingMessage
  readonly url: URL
  readonly body: Buffer
}

function answerOf(kept: Kept, { request, url, body }: Asked): Answer {
  const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/')
  const key = rest.join('/')
  if (bucket !== BUCKET) throw new Refusal(404, 'NoSuchBucket')
  const { searchParams: query } = url
  if (key === '') return listOf(kept, query)
  const uploadId = query.get('uploadId')
  if (uploadId !== null) return ofUpload(kept, { request, uploadId, query, body })
  if (query.has('uploads')) {
    const id = randomUUID()
    kept.uploads.set(id, { key, parts: new Map() })
    return { text: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` }
  }
  if (request.method === 'PUT') kept.objects.set(key, body)
  else if (request.method === 'DELETE') kept.objects.delete(key)
  else return rangeOf(kept.objects.get(key), request.headers.range)
  return request.method === 'DELETE' ? { status: 204 } : { headers: { etag: `"${sha256(body)}"` } }
}

function rangeOf(bytes: Buffer | undefined, range: string | undefined): Answer {
  if (!bytes) throw new Refusal(404, 'NoSuchKey')
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  if (start === undefined) return { bytes }
  if (Number(start) >= bytes.length) throw new Refusal(416, 'InvalidRange')
  return { status: 206, bytes: bytes.subarray(Number(start), Number(end) + 1) }
}

function listOf({ objects, uploads }: Kept, query: URLSearchParams): Answer {
  const prefix = query.get('prefix') ?? ''
  if (query.has('uploads')) {
    // Those of one object only, as some servers have it.
    const found = [...uploads].filter(([, { key }]) => key === prefix)
    const lines = found.map(([id, { key }]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`)
    return { text: `<ListMultipartUploadsResult>${lines.join('')}</ListMultipartUploadsResult>` }
  }
  const after = query.get('continuation-token') ?? ''
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted()
  const page = keys.slice(0, 2)
  const lines = page.map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size></Contents>`)
  const next = keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  return { text: `<ListBucketResult>${lines.join('')}${next}</ListBucketResult>` }
}

interface OfUpload {
  readonly request: IncomingMessage
  readonly uploadId: string
  readonly query: URLSearchParams
  readonly body: Buffer
}

function ofUpload({ objects, uploads }: Kept, { request, uploadId, query, body }: OfUpload): Answer {
  const upload = uploads.get(uploadId)
  if (!upload) throw new Refusal(404, 'NoSuchUpload')
  if (request.method === 'PUT') {
    upload.parts.set(Number(query.get('partNumber')), body)
    return { headers: { etag: `"${sha256(body)}"` } }
  }
  uploads.delete(uploadId)
  if (request.method === 'DELETE') return { status: 204 }
  const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)]
  const parts = named.map(([, number, etag]) => {
    const part = upload.parts.get(Number(number))
    if (!part || sha256(part) !== etag) throw new Refusal(400, 'InvalidPart')
    return part
  })
  if (parts.slice(0, -1).some(({ length }) => length < MIN_PART)) throw new Refusal(400, 'EntityTooSmall')
  objects.set(upload.key, Buffer.concat(parts))
  return { text: '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>' }
}
