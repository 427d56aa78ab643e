// What pages send of connections, and what a connection's address may be.
import * as z from 'zod'
import { badRequest } from '@/lib/protocol/error'
import { MAX_NAME } from '@/lib/protocol/limits'
import { parse } from '@/lib/protocol/parse'
import type { CreateConnectionBody, ModifyConnectionBody } from '@/lib/protocol/connection'
import { checkedAddress, checkSecrets } from '@/lib/backend/upstream-checks'

const MAX_SECRET = 16_384

const kinds = ['openai', 'azure', 'foundry', 'playground', 'appbuilder'] as const
const name = z.string().trim().min(1).max(MAX_NAME)
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
const switchedOff =
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
  const address = checkedAddress(text, 'url')
  // A name may end in a dot, and the parser has written it small.
  if (/^api\.openai\.com\.?$/.test(address.hostname)) {
    throw badRequest(switchedOff, { param: 'url', code: 'switched_off' })
  }
  return `${address.origin}${address.pathname.replace(broughtAlong[kind], '')}`
}
