import type { ServerResponse } from 'node:http'
import type { ApiError } from '@/lib/protocol/error'
import type { PathKind } from './paths'

type Headers = Readonly<Record<string, string | number>>

/** Programs get the protocol's error shape, people who opened a page get the sentence. */
export function refuse(response: ServerResponse, kind: PathKind, error: ApiError) {
  if (kind === 'wire' || kind === 'api') answerJson(response, error)
  else answerText(response, error.status, error.message)
}

function answerJson(response: ServerResponse, error: ApiError) {
  answer(response, error.status, { type: 'application/json', body: JSON.stringify({ error: error.body }) })
}

export function answerText(response: ServerResponse, status: number, text: string) {
  answer(response, status, { type: 'text/plain; charset=utf-8', body: `${text}\n` })
}

export function answerHtml(response: ServerResponse, status: number, html: string) {
  answer(response, status, { type: 'text/html; charset=utf-8', body: html })
}

/** After a form: the browser goes on with a GET. */
export function redirect(response: ServerResponse, path: string, headers: Headers) {
  response.writeHead(303, { location: path, 'cache-control': 'no-store', 'content-length': 0, ...headers }).end()
}

function answer(response: ServerResponse, status: number, content: { readonly type: string; readonly body: string }) {
  const body = Buffer.from(content.body)
  const headers = { 'content-type': content.type, 'content-length': body.length, 'cache-control': 'no-store' }
  response.writeHead(status, headers).end(body)
}
