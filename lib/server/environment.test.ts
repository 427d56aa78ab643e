import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEnvironment } from './environment'
import { EnvironmentError } from './environment-error'

const complaintOf = (variables: Record<string, string>) => {
  try {
    readEnvironment(variables)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
  return 'none'
}

describe('readEnvironment', () => {
  test('needs nothing', () => {
    expect(readEnvironment({})).toEqual({
      PORT: 3000,
      PYTHON_SANDBOX: 'pyodide',
      LOG_FORMAT: 'text',
      OTEL_SERVICE_NAME: 'assistants-playground',
      OTEL_CAPTURE_CONTENT: false,
      KEEP_LABEL: 'keep',
      PYTHON_PACKAGE_BASE_URL: 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/',
      HOST: '127.0.0.1',
      PAGES: 'on',
      DATA_DIR: resolve('data'),
      MODEL_NAMES: [],
      ALLOWED_HOSTS: [],
      RESPONDER_HOSTS: [],
      CORS_ORIGINS: [],
      TRUSTED_PROXIES: [],
      MODEL_FIRST_TOKEN_SECONDS: 540,
      MODEL_SILENCE_SECONDS: 540,
      MODEL_LEAVE_OUT: [],
      NO_PROXY: [],
      KEEP_AUDIT_DAYS: 365,
      OIDC_SCOPE: 'openid profile email',
      OIDC_GROUPS_CLAIM: 'groups',
      SCRIPTED_PACE_MS: 25,
      connections: [],
      mcpServers: [],
      MAX_BODY_BYTES: 16_777_216,
      MAX_FILE_BYTES: 512 * 1024 ** 2,
    })
  })

  test('takes what is said, trimmed; what is empty counts as not said', () => {
    const environment = readEnvironment({
      PORT: ' 8080 ',
      HOST: '[::1]',
      DATA_DIR: '/srv/playground',
      MODEL_BASE_URL: 'http://127.0.0.1:11434/v1/',
      MODEL_API_KEY: '',
      MODEL_API: 'responses',
      MODEL_NAMES: 'gpt-4o = llama3.1:8b, qwen3 ,',
      MODEL_PRICES: 'gpt-4o = 2.5/10/1.25 USD, qwen3=0/0.5 元',
      ALLOWED_HOSTS: 'Playground.example.com, other:8443',
      RESPONDER_HOSTS: 'API.example.com, *.Example.com, 127.0.0.1:4000',
      CORS_ORIGINS: 'https://app.example.com',
      TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, fd00::/8',
      SOMETHING_ELSE: 'x',
    })
    expect(environment).toMatchObject({
      PORT: 8080,
      HOST: '::1',
      DATA_DIR: resolve('/srv/playground'),
      MODEL_BASE_URL: 'http://127.0.0.1:11434/v1',
      MODEL_API: 'responses',
      MODEL_NAMES: ['gpt-4o = llama3.1:8b', 'qwen3'],
      MODEL_PRICES: new Map([
        ['gpt-4o', { currency: 'USD', input: '2.5', output: '10', cached_input: '1.25' }],
        ['qwen3', { currency: '元', input: '0', output: '0.5' }],
      ]),
      ALLOWED_HOSTS: ['playground.example.com', 'other:8443'],
      RESPONDER_HOSTS: ['api.example.com', '*.example.com', '127.0.0.1:4000'],
      CORS_ORIGINS: ['https://app.example.com'],
      TRUSTED_PROXIES: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    })
    expect(environment).not.toHaveProperty('MODEL_API_KEY')
    expect(environment).not.toHaveProperty('SOMETHING_ELSE')
  })

  test('takes proxies as other programs do: in small letters first, and without a scheme', () => {
    const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY } = readEnvironment({
      HTTP_PROXY: 'http://big:3128',
      http_proxy: 'small:3128',
      HTTPS_PROXY: 'http://me:hush@secure:3128',
      no_proxy: 'localhost, .example.com 10.0.0.0/8',
    })
    expect({ HTTP_PROXY, HTTPS_PROXY, NO_PROXY }).toEqual({
      HTTP_PROXY: 'http://small:3128',
      HTTPS_PROXY: 'http://me:hush@secure:3128',
      NO_PROXY: ['localhost', '.example.com', '10.0.0.0/8'],
    })
    expect(complaintOf({ HTTPS_PROXY: 'socks5://h:1080' }), 'nobody is asked').toBe('none')
  })

  test('a bucket needs its key, and a key without one is for other programs', () => {
    const key = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'not to be told' }
    const of = (role: Record<string, string>) => complaintOf({ BLOB_URL: 's3://files', ...role })
    expect(of({})).toBe('none')
    expect(of({ AWS_EC2_METADATA_DISABLED: 'true' })).toContain('or a role of the pod, container or machine.')
    expect(of({ AWS_WEB_IDENTITY_TOKEN_FILE: '/token' })).toContain('needs AWS_ROLE_ARN')
    expect(of({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' })).toBe('none')
    expect(of({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://keys.example.com/' })).toContain('must be an https://')
    for (const name of ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_EC2_METADATA_SERVICE_ENDPOINT'])
      expect(of({ [name]: 'http://user:secret@127.0.0.1/' })).toMatch(/^(?!.*secret).*without a user name/s)
    expect(complaintOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://keys.example.com/' })).toBe('none')
    expect(complaintOf({ BLOB_URL: 's3://files', AWS_ACCESS_KEY_ID: 'id' })).toContain(
      'BLOB_URL needs AWS_ACCESS_KEY_ID',
    )
    expect(complaintOf({ BLOB_URL: 'files', ...key })).toBe(
      'BLOB_URL must be the address of a bucket, such as s3://bucket/prefix?region=eu-central-1.',
    )
    expect(complaintOf(key)).toBe('none')
  })

  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '3000.5' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ HOST: 'http://localhost' }, 'HOST must be an address or a host name to listen on, without scheme or port.'],
    [
      { MODEL_BASE_URL: 'localhost:11434' },
      'MODEL_BASE_URL must be an http:// or https:// address, such as http://127.0.0.1:11434/v1.',
    ],
    [
      { DATABASE_URL: 'mysql://me:hush@h/name' },
      'DATABASE_URL must be the address of a PostgreSQL database: postgres://user:password@host/name.',
    ],
    [
      { APPBUILDER_GATEWAY: 'http://h' },
      'APPBUILDER_GATEWAY needs APPBUILDER_TOKEN: the secret key of an AppBuilder account.',
    ],
    [
      { MODEL_BASE_URL: 'https://me:secret@models.example.com/v1' },
      'MODEL_BASE_URL must have no user name or password in it: a key goes into MODEL_API_KEY.',
    ],
    [
      { MODEL_BASE_URL: 'http://169.254.169.254/v1' },
      "MODEL_BASE_URL must not be a link-local address or a cloud's metadata service: nothing is sent there.",
    ],
    [{ MODEL_BASE_URL: 'http://metadata.google.internal/v1' }, /^MODEL_BASE_URL must not be a link-local/],
    [{ EMBEDDING_BASE_URL: 'http://169.254.169.254', EMBEDDING_MODEL: 'm' }, /^EMBEDDING_BASE_URL must not be a link-/],
    [
      { APPBUILDER_GATEWAY: 'https://me@gateway.example.com', APPBUILDER_TOKEN: 't' },
      'APPBUILDER_GATEWAY must have no user name or password in it: a key goes into APPBUILDER_TOKEN.',
    ],
    [{ APPBUILDER_GATEWAY: 'h', APPBUILDER_TOKEN: 't' }, /^APPBUILDER_GATEWAY must be an http/],
    [{ APPBUILDER_TOKEN: 'two words' }, 'APPBUILDER_TOKEN must be one word of plain ASCII characters.'],
    [{ MODEL_BASE_URL: 'http://h/v1', MODEL_NAMES: 'a=,b' }, /^MODEL_NAMES must be names/],
    [{ MODEL_BASE_URL: 'http://h/v1', MODEL_NAMES: '=,,=x' }, /^MODEL_NAMES must be names/],
    [{ MODEL_BASE_URL: 'http://h/v1', MODEL_NAMES: 'a,a=b' }, 'MODEL_NAMES names a model twice.'],
    [
      { MODEL_BASE_URL: 'http://h/v1', MODEL_NAMES: 'a,*' },
      'MODEL_NAMES has a * that names no model of the endpoint: *=upstream.',
    ],
    [{ MODEL_NAMES: 'a' }, /^MODEL_NAMES needs MODEL_BASE_URL/],
    [{ MODEL_API: 'responses' }, /^MODEL_API needs MODEL_BASE_URL/],
    [{ MODEL_BASE_URL: 'http://h/v1', MODEL_API: 'x' }, 'MODEL_API must be chat_completions or responses.'],
    [{ MODEL_BASE_URL: 'http://h/v1', MODEL_NAMES: 'a', MODEL_PRICES: 'a=1 USD' }, /^MODEL_PRICES must be prices/],
    [
      { MODEL_BASE_URL: 'http://h/v1', MODEL_NAMES: 'a', MODEL_PRICES: 'b=1/2 USD' },
      'MODEL_PRICES has a price of b, which MODEL_NAMES does not name.',
    ],
    [{ ALLOWED_HOSTS: 'https://a.example' }, /^ALLOWED_HOSTS must be host names/],
    [{ RESPONDER_HOSTS: 'https://a.example' }, /^RESPONDER_HOSTS must be host names/],
    [{ RESPONDER_HOSTS: 'a.*.example' }, /^RESPONDER_HOSTS must be host names/],
    [{ MCP_SERVERS: '[]' }, /^MCP_SERVERS/],
    [{ CORS_ORIGINS: 'https://a.example/' }, /^CORS_ORIGINS must be origins/],
    [{ CORS_ORIGINS: '*' }, /^CORS_ORIGINS must be origins/],
    [{ TRUSTED_PROXIES: 'proxy.example' }, /^TRUSTED_PROXIES must be addresses or networks separated by commas/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33, 10.0.0.0/8/8, ::/129' }, /^TRUSTED_PROXIES must be addresses/],
    [{ MODEL_SILENCE_SECONDS: '0' }, 'MODEL_SILENCE_SECONDS must be a whole number from 1 to 3600.'],
    [{ MODEL_LEAVE_OUT: 'strict,seed' }, /^MODEL_LEAVE_OUT must be some of response_format, strict, /],
    [
      { MODEL_BASE_URL: 'http://h/v1', HTTPS_PROXY: 'socks5://me:hush@h:1080' },
      'HTTPS_PROXY must be the http:// or https:// address of a proxy.',
    ],
    [{ MAX_BODY_BYTES: '0' }, /^MAX_BODY_BYTES must be a whole number/],
    [{ SCRIPTED_PACE_MS: '-1' }, /^SCRIPTED_PACE_MS must be a whole number/],
  ])('%j: one clear line', (variables, complaint) => {
    expect(complaintOf(variables)).toMatch(complaint)
    expect(complaintOf(variables).split('\n')).toHaveLength(1)
  })

  test('a wrong variable has a line of its own', () => {
    expect(complaintOf({ PORT: 'x', MAX_BODY_BYTES: 'y' }).split('\n')).toHaveLength(2)
  })

  test('a secret is never repeated', () => {
    const complaint = complaintOf({ ACCESS_TOKEN: 'hush', MODEL_API_KEY: 'hush hush', MODEL_BASE_URL: 'http://h' })
    expect(complaint).toMatch(/ACCESS_TOKEN must have at least 16/)
    expect(complaint).toMatch(/MODEL_API_KEY must be one word/)
    expect(complaint).not.toContain('hush')
    expect(complaintOf({ MODEL_BASE_URL: 'http://hush:hush@h/v1' })).not.toContain('hush')
    expect(complaintOf({ CORS_ORIGINS: 'http://hush:hush@h' })).not.toContain('hush')
    expect(complaintOf({ ALLOWED_HOSTS: 'hush:hush@h' })).not.toContain('hush')
  })

  test('an address that others reach needs a token', () => {
    expect(complaintOf({ HOST: '0.0.0.0' })).toMatch(/^HOST is 0\.0\.0\.0, which others can reach: set ACCESS_TOKEN/)
    expect(complaintOf({ HOST: '0.0.0.0', ACCESS_TOKEN: 'a-long-enough-secret' })).toBe('none')
    for (const HOST of ['localhost', '127.0.0.2', '::1']) expect(complaintOf({ HOST })).toBe('none')
  })
})
