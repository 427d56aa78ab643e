// The one place that reads the environment. docs/configuration.md lists the same variables.
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import * as z from 'zod'
import { optionalParameters } from '@/lib/backend/models/remote/adaptations'
import { modelApiNames } from '@/lib/protocol/model-settings'
import type { Definition } from '@/lib/backend/connections/definition'
import { isRefusedHost } from '@/lib/backend/refused-address'
import { packageBaseUrl } from '@/lib/backend/python/package-base-url'
import type { McpDefinition } from '@/lib/backend/responders/mcp/mcp-definition'
import { blobContradictions, blobVariables } from './blob-variables'
import { readConnections } from './connection-variables'
import { EnvironmentError } from './environment-error'
import { isNetwork } from './guard/client-address'
import { isLoopback } from './guard/hosts'
import { readMcpServers } from './mcp-variable'
import { hasSignIn, peopleContradictions, peopleVariables } from './people-variables'
import { operationsVariables } from './operations-variables'
import { pricesVariable } from './price-variable'
import { hasCredentials } from './printable-url'

/** What can be configured, with its defaults. */
export type Environment = Readonly<z.output<typeof environmentSchema>> & {
  readonly connections: readonly Definition[]
  readonly mcpServers: readonly McpDefinition[]
}

/** @throws EnvironmentError */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const known = Object.keys(environmentSchema.shape)
  // An empty variable is an unset one: that is how compose files and shells unset them.
  const given = known.flatMap((name) => {
    // The variables of proxies are known in small letters, too; those win, as with curl.
    const value = (isOfProxies(name) && variables[name.toLowerCase()]?.trim()) || variables[name]?.trim()
    return value ? [[name, value]] : []
  })
  const parsed = environmentSchema.safeParse(Object.fromEntries(given))
  const complaints = parsed.success ? contradictions(parsed.data) : complaintsOf(parsed.error.issues)
  if (!parsed.success || complaints.length > 0) throw new EnvironmentError(complaints.join('\n'))
  const mcpServers = readMcpServers(parsed.data.MCP_SERVERS, parsed.data.DATA_DIR)
  return Object.freeze({ ...parsed.data, connections: readConnections(variables), mcpServers })
}

const isOfProxies = (name: string) => name.endsWith('_PROXY')

/** The first of each variable: what else is wrong with a value may follow from that. */
const complaintsOf = (issues: readonly z.core.$ZodIssue[]): readonly string[] =>
  issues
    .filter(({ path: [name] }, index) => issues.findIndex(({ path }) => path[0] === name) === index)
    .map(({ path, message }) => `${String(path[0])} ${message}`)

/** Values that are valid by themselves and not together. */
function contradictions(environment: z.output<typeof environmentSchema>): string[] {
  const { HOST, ACCESS_TOKEN, MODEL_API, MODEL_BASE_URL, MODEL_API_KEY, MODEL_NAMES } = environment
  const { APPBUILDER_GATEWAY, APPBUILDER_TOKEN } = environment
  const complaints: string[] = [...peopleContradictions(environment), ...blobContradictions(environment)]
  if (!isLoopback(HOST) && ACCESS_TOKEN === undefined && !hasSignIn(environment)) {
    complaints.push(
      `HOST is ${HOST}, which others can reach: set ACCESS_TOKEN to a secret of at least 16 characters, ` +
        'or leave HOST at 127.0.0.1.',
    )
  }
  const idle = MODEL_BASE_URL === undefined
  const needs = 'needs MODEL_BASE_URL: say where the models answer, such as https://api.openai.com/v1.'
  if (idle && MODEL_API !== undefined) complaints.push(`MODEL_API ${needs}`)
  if (idle && MODEL_API_KEY !== undefined) complaints.push(`MODEL_API_KEY ${needs}`)
  if (idle && MODEL_NAMES.length > 0) complaints.push(`MODEL_NAMES ${needs}`)
  const { EMBEDDING_BASE_URL, EMBEDDING_MODEL, EMBEDDING_API_KEY } = environment
  if (EMBEDDING_BASE_URL === undefined && (EMBEDDING_MODEL ?? EMBEDDING_API_KEY) !== undefined) {
    const name = EMBEDDING_MODEL === undefined ? 'EMBEDDING_API_KEY' : 'EMBEDDING_MODEL'
    complaints.push(`${name} needs EMBEDDING_BASE_URL: say where the embeddings are made.`)
  }
  if (EMBEDDING_BASE_URL !== undefined && EMBEDDING_MODEL === undefined) {
    complaints.push('EMBEDDING_BASE_URL needs EMBEDDING_MODEL: say which model makes the embeddings.')
  }
  const unnamed = [...(environment.MODEL_PRICES?.keys() ?? [])].find((name) => !MODEL_NAMES.map(nameOf).includes(name))
  if (unnamed !== undefined) complaints.push(`MODEL_PRICES has a price of ${unnamed}, which MODEL_NAMES does not name.`)
  // A shell may have a proxy of another kind set for other programs, which nothing here would use.
  const asks = !idle || EMBEDDING_BASE_URL !== undefined || APPBUILDER_TOKEN !== undefined
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY'] as const) {
    const proxy = environment[name]
    if (asks && proxy !== undefined && !isHttpUrl(proxy)) {
      complaints.push(`${name} must be the http:// or https:// address of a proxy.`)
    }
  }
  if (APPBUILDER_GATEWAY !== undefined && APPBUILDER_TOKEN === undefined) {
    complaints.push('APPBUILDER_GATEWAY needs APPBUILDER_TOKEN: the secret key of an AppBuilder account.')
  }
  return complaints
}

const wholeNumber = (range: { readonly min: number; readonly max: number }) => {
  const message = `must be a whole number from ${range.min} to ${range.max}.`
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= range.min && value <= range.max, message)
}

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

const isHttpUrl = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** curl takes `proxy:3128`, too. */
const proxyAddress = z.string().transform((text) => (text.includes('://') ? text : `http://${text}`))

/** The address of another service, without a slash at its end. Its key is another variable. */
const addressOf = ({ example, key }: { readonly example: string; readonly key: string }) =>
  z
    .string()
    .refine(isHttpUrl, `must be an http:// or https:// address, such as ${example}.`)
    .refine(
      (url) => !isHttpUrl(url) || !hasCredentials(url),
      `must have no user name or password in it: a key goes into ${key}.`,
    )
    .refine(
      (url) => !isHttpUrl(url) || !isRefusedHost(new URL(url).hostname),
      "must not be a link-local address or a cloud's metadata service: nothing is sent there.",
    )
    .transform((url) => url.replace(/\/+$/, ''))

const isPostgresUrl = (text: string) =>
  URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol) && new URL(text).pathname.length > 1

const isOrigin = (text: string) => isHttpUrl(text) && new URL(text).origin === text

/** `host`, `host:port`, `1.2.3.4`, `[::1]:80`; no scheme, no path. */
const isAuthority = (text: string) =>
  URL.canParse(`http://${text}`) && /^[^/?#@\\\s]+$/.test(text) && new URL(`http://${text}`).hostname !== ''

/** `*` for all hosts, `*.example.com` for those below one. */
const isHostPattern = (text: string) => text === '*' || (isAuthority(text.replace(/^\*\./, '')) && !/.\*/.test(text))

const isBindable = (text: string) => isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)

const modelName = z
  .string()
  .regex(/^[^=\s]+(\s*=\s*\S.*)?$/, 'must be names separated by commas: name or name=upstream.')
  .refine((entry) => entry !== '*', 'has a * that names no model of the endpoint: *=upstream.')
const nameOf = (entry: string) => entry.split('=', 1)[0]?.trim()

const environmentSchema = z.object({
  PORT: wholeNumber({ min: 0, max: 65_535 }).default(3000),
  HOST: z
    .string()
    .transform((host) => host.replace(/^\[(.*)\]$/, '$1'))
    .refine(isBindable, 'must be an address or a host name to listen on, without scheme or port.')
    .default('127.0.0.1'),
  PAGES: z.enum(['on', 'off'], 'must be on or off.').default('on'),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((path) => resolve(path)),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'must be the address of a PostgreSQL database: postgres://user:password@host/name.')
    .optional(),
  MODEL_BASE_URL: addressOf({ example: 'http://127.0.0.1:11434/v1', key: 'MODEL_API_KEY' }).optional(),
  MODEL_API: z.enum(modelApiNames, `must be ${modelApiNames.join(' or ')}.`).optional(),
  MODEL_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be one word of plain ASCII characters.')
    .optional(),
  MODEL_NAMES: list
    .pipe(
      z
        .array(modelName)
        .refine((entries) => new Set(entries.map(nameOf)).size === entries.length, 'names a model twice.'),
    )
    .default([]),
  MODEL_PRICES: pricesVariable.optional(),
  MODEL_FIRST_TOKEN_SECONDS: wholeNumber({ min: 1, max: 3_600 }).default(540),
  KEEP_REQUESTS_DAYS: wholeNumber({ min: 1, max: 3_650 }).optional(),
  MODEL_SILENCE_SECONDS: wholeNumber({ min: 1, max: 3_600 }).default(540),
  MODEL_LEAVE_OUT: list
    .pipe(z.array(z.enum(optionalParameters, `must be some of ${optionalParameters.join(', ')}, separated by commas.`)))
    .default([]),
  PYTHON_PACKAGE_BASE_URL: addressOf({ example: 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full', key: 'no variable' })
    .transform((url) => `${url}/`)
    .default(packageBaseUrl),
  PYTHON_SANDBOX: z.enum(['pyodide', 'bwrap'], 'must be pyodide or bwrap.').default('pyodide'),
  EMBEDDING_BASE_URL: addressOf({ example: 'http://127.0.0.1:11434/v1', key: 'EMBEDDING_API_KEY' }).optional(),
  EMBEDDING_MODEL: z.string().regex(/^\S+$/, 'must be the name of one model.').optional(),
  EMBEDDING_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be one word of plain ASCII characters.')
    .optional(),
  HTTP_PROXY: proxyAddress.optional(),
  HTTPS_PROXY: proxyAddress.optional(),
  NO_PROXY: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((entry) => entry !== ''))
    .default([]),
  APPBUILDER_TOKEN: z
    .string()
    .regex(/^(?:Bearer )?[\x21-\x7e]+$/, 'must be one word of plain ASCII characters.')
    .optional(),
  APPBUILDER_GATEWAY: addressOf({ example: 'https://appbuilder.baidu.com', key: 'APPBUILDER_TOKEN' }).optional(),
  ACCESS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 plain ASCII characters and no spaces.')
    .optional(),
  ALLOWED_HOSTS: list
    .pipe(z.array(z.string().refine(isAuthority, 'must be host names separated by commas, without scheme or path.')))
    .transform((hosts) => hosts.map((host) => host.toLowerCase()))
    .default([]),
  RESPONDER_HOSTS: list
    .pipe(z.array(z.string().refine(isHostPattern, 'must be host names separated by commas, without scheme or path.')))
    .transform((hosts) => hosts.map((host) => host.toLowerCase()))
    .default([]),
  MCP_SERVERS: z.string().optional(),
  CORS_ORIGINS: list
    .pipe(z.array(z.string().refine(isOrigin, 'must be origins separated by commas, such as https://app.example.com.')))
    .default([]),
  TRUSTED_PROXIES: list
    .pipe(
      z.array(
        z
          .string()
          .refine(isNetwork, 'must be addresses or networks separated by commas, such as 127.0.0.1 or 10.0.0.0/8.'),
      ),
    )
    .default([]),
  SECRET_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 plain ASCII characters and no spaces.')
    .optional(),
  ...blobVariables,
  ...peopleVariables,
  ...operationsVariables,
  SCRIPTED_PACE_MS: wholeNumber({ min: 0, max: 60_000 }).default(25),
  MAX_BODY_BYTES: wholeNumber({ min: 1024, max: 1024 ** 3 }).default(16 * 1024 ** 2),
  MAX_FILE_BYTES: wholeNumber({ min: 1024, max: 1024 ** 4 }).default(512 * 1024 ** 2),
})
