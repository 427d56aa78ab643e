import { ApiError } from '@/lib/protocol/error'

/** How requests leave: the browser's fetch, or within the server the backend itself. Paths begin with a slash. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>

export type Query = Readonly<Record<string, string | number | undefined>>

/** Sends and returns the answer if it is a success; throws ApiError otherwise. */
export async function answerOf(send: Send, path: string, init?: RequestInit): Promise<Response> {
  const response = await send(path, init)
  if (!response.ok) throw await ApiError.fromResponse(response)
  return response
}

/** The JSON of a successful answer. `T` is what the protocol says stands there. */
export async function json<T>(send: Send, path: string, init?: RequestInit): Promise<T> {
  const response = await answerOf(send, path, init)
  return (await response.json()) as T
}

/** `key` makes it one request however often it is sent: the server answers the next ones as the first. */
export const post = (body: unknown, key?: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
  body: JSON.stringify(body),
})

export const put = (body: unknown): RequestInit => ({ ...post(body), method: 'PUT' })

/** `?a=1&b=2` of what is defined and not empty; an empty string when nothing is. */
export function search(query: Query): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  if (entries.length === 0) return ''
  return `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`
}
