// CORS for origins that CORS_ORIGINS names. No credentials: another origin brings the key in a header, not our cookie.

/** What SDKs send from a browser, and what our own event streams read. */
const requestHeaders = [
  'authorization',
  'api-key',
  'content-type',
  'accept',
  'last-event-id',
  'idempotency-key',
  'x-appbuilder-authorization',
  'x-appbuilder-request-id',
  'x-appbuilder-sdk-config',
  'x-appbuilder-origin',
  'x-bce-request-id',
  'openai-beta',
  'openai-organization',
  'openai-project',
  'user-agent',
  ...[
    'lang',
    'os',
    'arch',
    'runtime',
    'runtime-version',
    'package-version',
    'retry-count',
    'timeout',
    'helper-method',
    'poll-helper',
    'custom-poll-interval',
    'read-timeout',
    'async',
  ].map((name) => `x-stainless-${name}`),
].join(', ')

const shown = [
  'x-request-id',
  'x-appbuilder-request-id',
  'content-disposition',
  'idempotent-replayed',
  'openai-processing-ms',
  'openai-version',
  'openai-poll-after-ms',
  'retry-after',
  'retry-after-ms',
].join(', ')

/** For each answer to a listed origin. */
export const corsHeaders = (origin: string): readonly (readonly [string, string])[] => [
  ['access-control-allow-origin', origin],
  ['access-control-expose-headers', shown],
  ['vary', 'Origin'],
]

/** For preflight requests. */
export const preflightHeaders = (origin: string): readonly (readonly [string, string])[] => [
  ['access-control-allow-origin', origin],
  ['access-control-allow-methods', 'GET, POST, DELETE'],
  ['access-control-allow-headers', requestHeaders],
  ['access-control-max-age', '7200'],
  ['vary', 'Origin'],
]
