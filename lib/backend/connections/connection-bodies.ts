// What pages send of connections, and what a connection's address, key and headers may be.
import * as z from 'zod'
import { badRequest } from '@/lib/protocol/error'
import { parse } from '@/lib/protocol/parse'
import type { CreateConnectionBody, ModifyConnectionBody } from '@/lib/protocol/connection'
import { isRefusedHost, RefusedAddress } from '@/lib/backend/refused-address'

const MAX_SECRET = 16_384

const kinds = ['openai', 'azure', 'foundry', 'playground', 'appbuilder'] as const
const name = z.string().trim().min(1).max(64)
const url = z.string().trim().min(1).max(2_048)
const key = z.string().max(MAX_SECRET)
const version = z.string().trim().max(64).nullable()
const header = z.string().max(MAX_SECRET)

const createBody = z.strictObject({
  kind: z.enum(kinds),
  name,
  url,
  key: key.optional(),
  headers: z.record(z.string(), header).optional(),
  api_version: version.optional(),
  organization: version.optional(),
  project: version.optional(),
})

const modifyBody = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  key: key.nullable().optional(),
  headers: z.record(z.string(), header.nullable()).optional(),
  api_version: version.optional(),
  organization: version.optional(),
  project: version.optional(),
  is_default: z.literal(true).optional(),
})

/** Throws ApiError. */
export function parseCreate(value: unknown): CreateConnectionBody {
  const body = parse(createBody, value)
  checkSecrets(body)
  return { ...body, url: addressIn(body.url, body.kind) } as CreateConnectionBody
}

/** Throws ApiError. */
export function parseModify(value: unknown, kind: CreateConnectionBody['kind']): ModifyConnectionBody {
  const body = parse(modifyBody, value)
  checkSecrets(body)
  return (body.url === undefined ? body : { ...body, url: addressIn(body.url, kind) }) as ModifyConnectionBody
}

/** Since then nothing answers there. */
const SWITCHED_OFF = '2026-08-26'

/** OpenAI's own Assistants API is no more. */
export const switchedOff =
  `OpenAI switched its Assistants API at api.openai.com off on ${SWITCHED_OFF}, so nothing answers there. ` +
  'There are three ways on: use the built-in backend with that key as a model endpoint, ' +
  'import what you exported, or enter the base URL of another backend that speaks this API.'

/** The paths that people copy along with an address; requests bring them themselves. */
const broughtAlong: Readonly<Record<CreateConnectionBody['kind'], RegExp>> = {
  openai: /\/+$/,
  azure: /(?:\/openai(?:\/v1)?)?\/*$/,
  foundry: /\/+$/,
  playground: /(?:\/v1)?\/*$/,
  appbuilder: /\/+$/,
}

/** The address as requests use it. Throws ApiError for one that is never asked. */
export function addressIn(text: string, kind: CreateConnectionBody['kind']): string {
  const wrong = (message: string, code = 'invalid_value') => badRequest(message, { param: 'url', code })
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw wrong("Invalid 'url': expected an http:// or https:// address, such as https://example.com/v1.")
  }
  const address = new URL(text)
  if (address.username || address.password) {
    throw wrong("Invalid 'url': it must have no user name or password in it; the key has a field of its own.")
  }
  if (address.search || address.hash) throw wrong("Invalid 'url': it must have no query and no fragment.")
  if (isRefusedHost(address.hostname)) throw wrong(new RefusedAddress(address.hostname).message, 'refused_address')
  if (address.hostname === 'api.openai.com' && kind === 'openai') throw wrong(switchedOff, 'switched_off')
  return `${address.origin}${address.pathname.replace(broughtAlong[kind], '')}`
}

const visible = /^[\x21-\x7e]*$/
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i
const headerValue = /^[\x20-\x7e]*$/
/** Headers that belong to each request by itself, or to the connection that it takes. */
const ownHeaders =
  /^(?:host|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|cookie|proxy-.*)$/i

interface Secrets {
  readonly key?: string | null | undefined
  readonly headers?: Readonly<Record<string, string | null>> | undefined
}

/** No message repeats a value: it may be the secret with a slip of the pen. */
function checkSecrets({ key, headers = {} }: Secrets) {
  if (key && !visible.test(key)) {
    throw badRequest("Invalid 'key': expected one word of plain ASCII characters.", {
      param: 'key',
      code: 'invalid_value',
    })
  }
  for (const [name, value] of Object.entries(headers)) {
    const param = `headers.${name.slice(0, 64)}`
    if (!headerName.test(name) || ownHeaders.test(name)) {
      throw badRequest(`Invalid '${param}': this header cannot be set.`, { param, code: 'invalid_value' })
    }
    if (value !== null && !headerValue.test(value)) {
      throw badRequest(`Invalid '${param}': expected plain ASCII characters.`, { param, code: 'invalid_value' })
    }
  }
}
