// Sends what was thought up, and holds the answer to the protocol.
import { readFrames } from '@/lib/protocol/sse'
import type { Backend } from '../../backend'
import { validateAnswer, validateError, validateEvent } from '../oracle'
import type { KnownObjects } from './known-objects'
import { MEANT, type FormPart, type FuzzBody, type FuzzRequest } from './request-arbitrary'

const ORIGIN = 'http://playground.test'
const BOUNDARY = 'between-the-parts'

/** What an answer may be; all else is a fault. */
const ALLOWED = [200, 206, 400, 404, 413, 416]

/** What a path's parameters are of: the kind of the last one, whose object names the others. */
const kindOf: Readonly<Record<string, string>> = {
  assistant_id: 'assistant',
  thread_id: 'thread',
  message_id: 'message',
  run_id: 'run',
  step_id: 'step',
  file_id: 'file',
  vector_store_id: 'vector_store',
  batch_id: 'batch',
}

/** Resolves to the status. Throws where the answer is none of the protocol. */
export async function send(backend: Backend, request: FuzzRequest, known: KnownObjects): Promise<number> {
  const [method = ''] = request.operation.split(' ')
  const path = pathOf(request, known)
  const { headers, ...payload } = payloadOf(request, known)
  const address = `${ORIGIN}${request.base}${path}${queryText(request, known)}`
  const sent = new Request(address, { method, ...payload, headers: { ...request.headers, ...headers } })
  const response = await backend(sent)
  // An odd word may have led the address elsewhere.
  const asked = new URL(sent.url).pathname.replace(request.base, '')
  const said = `${method} ${path} was answered with ${response.status}`
  if (!ALLOWED.includes(response.status)) throw new Error(`${said}: ${await response.text()}`)
  const type = response.headers.get('content-type') ?? ''
  if (response.status >= 400) {
    validateError(await response.json())
  } else if (type.startsWith('text/event-stream') && response.body) {
    await readStream(response.body, { said, known })
  } else if (/^\/files\/[^/]+\/content$/.test(asked)) {
    await response.arrayBuffer()
  } else {
    const value: unknown = await response.json()
    validateAnswer(method, asked, value)
    known.learn(value)
  }
  return response.status
}

async function readStream(body: ReadableStream<Uint8Array>, { said, known }: { said: string; known: KnownObjects }) {
  let last = ''
  for await (const { event = '', data } of readFrames(body)) {
    last = event
    if (event === 'done') continue
    const value: unknown = JSON.parse(data)
    validateEvent(event, value)
    known.learn(value)
  }
  if (last !== 'done') throw new Error(`${said}, and its stream ended with '${last}'.`)
}

function pathOf({ operation, about, odd, isWaiting }: FuzzRequest, known: KnownObjects): string {
  const [, template = ''] = operation.split(' ')
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const last = names.at(-1) ?? ''
  const isInStore = last === 'file_id' && names.length > 1
  const waiting = isWaiting && /cancel|submit/.test(operation) ? known.pickWaiting(about) : undefined
  const object: Readonly<Record<string, unknown>> | undefined =
    (waiting && { ...waiting }) ?? known.pick(isInStore ? 'store_file' : (kindOf[last] ?? ''), about)
  const place = odd === undefined ? -1 : about % names.length
  return names.reduce((path, name, index) => {
    const own = index === names.length - 1 ? object?.id : object?.[name]
    const word = index === place ? odd : typeof own === 'string' ? own : `${kindOf[name]}_none`
    return path.replace(`{${name}}`, () => word ?? '')
  }, template)
}

const meantIn = (text: string, known: KnownObjects) => {
  const [, kind = '', number = ''] = MEANT.exec(text) ?? []
  return kind === '' ? text : String(known.pick(kind, Number(number))?.id ?? `${kind}_none`)
}

function queryText({ query }: FuzzRequest, known: KnownObjects) {
  const search = new URLSearchParams(query.map(([name, value]) => [name, meantIn(value, known)]))
  return query.length > 0 ? `?${search.toString()}` : ''
}

interface Payload {
  readonly body?: BodyInit
  readonly headers?: Record<string, string>
}

function payloadOf(request: FuzzRequest, known: KnownObjects): Payload {
  const { body } = request
  switch (body.kind) {
    case 'none':
      return {}
    case 'raw':
      return request.operation.startsWith('POST')
        ? { body: body.bytes as BodyInit, headers: body.type === undefined ? {} : { 'content-type': body.type } }
        : {}
    case 'form':
      return {
        body: formOf(body) as BodyInit,
        headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      }
    case 'json': {
      const value = withOutputs(request, { value: body.value, known })
      const text = JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? meantIn(each, known) : each))
      return { body: text ?? '', headers: { 'content-type': 'application/json' } }
    }
    default:
      return body satisfies never
  }
}

/** The outputs that a waiting run waits for. */
function withOutputs(
  { operation, isWaiting, about }: FuzzRequest,
  { value, known }: { value: unknown; known: KnownObjects },
): unknown {
  if (!isWaiting || !operation.endsWith('submit_tool_outputs')) return value
  const calls = known.pickWaiting(about)?.calls ?? []
  return { ...(value as object), tool_outputs: calls.map((id) => ({ tool_call_id: id, output: '22 degrees' })) }
}

function formOf({ parts, isCut }: Extract<FuzzBody, { kind: 'form' }>): Uint8Array {
  const bytes = Buffer.concat([...parts.flatMap(partOf), Buffer.from(`--${BOUNDARY}--\r\n`)])
  return isCut ? bytes.subarray(0, Math.floor(bytes.length * 0.8)) : bytes
}

function partOf({ name, value, filename }: FormPart): Buffer[] {
  const quoted = (text: string) => text.replaceAll('"', '%22')
  const named = filename === undefined ? '' : `; filename="${quoted(filename)}"`
  return [
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${quoted(name)}"${named}\r\n\r\n`),
    Buffer.from(value as string),
    Buffer.from('\r\n'),
  ]
}
