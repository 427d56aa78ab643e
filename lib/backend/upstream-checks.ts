// What the address, the key and the headers of a server elsewhere may be, whoever enters them.
import { badRequest } from '@/lib/protocol/error'
import type { AddressFailure } from '@/lib/protocol/connection'
import { isRefusedHost, RefusedAddress } from './refused-address'

/** The secrets that a server elsewhere is asked with. */
export interface Secrets {
  /** Empty where it asks for none. */
  readonly key: string
  /** Further headers of every request, as secret as the key. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a page sends of them: null takes away, and what is left out stays. */
export interface SecretChanges {
  readonly key?: string | null | undefined
  readonly headers?: Readonly<Record<string, string | null>> | undefined
}

/** Throws ApiError for an address that is never asked. `param` is the field that it was entered in. */
export function checkedAddress(text: string, param: string): URL {
  const wrong = (message: string, code: AddressFailure) => badRequest(message, { param, code })
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw wrong(
      `Invalid '${param}': expected an http:// or https:// address, such as https://example.com/v1.`,
      'invalid_url',
    )
  }
  const address = new URL(text)
  if (address.username || address.password) {
    throw wrong(
      `Invalid '${param}': it must have no user name or password in it; the key has a field of its own.`,
      'url_with_credentials',
    )
  }
  if (address.search || address.hash)
    throw wrong(`Invalid '${param}': it must have no query and no fragment.`, 'url_with_query')
  if (isRefusedHost(address.hostname)) throw wrong(new RefusedAddress(address.hostname).message, 'refused_address')
  return address
}

const visible = /^[\x21-\x7e]*$/
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i
const headerValue = /^[\x20-\x7e]*$/
/** Headers that belong to each request by itself, or to the connection that it takes. */
const ownHeaders =
  /^(?:host|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|cookie|proxy-.*)$/i

/** Throws ApiError. No message repeats a value: it may be the secret with a slip of the pen. */
export function checkSecrets({ key, headers = {} }: SecretChanges) {
  if (key && !visible.test(key)) {
    throw badRequest("Invalid 'key': expected one word of plain ASCII characters.", {
      param: 'key',
      code: 'invalid_key',
    })
  }
  for (const [name, value] of Object.entries(headers)) {
    const param = `headers.${name.slice(0, 64)}`
    if (!headerName.test(name) || ownHeaders.test(name)) {
      throw badRequest(`Invalid '${param}': this header cannot be set.`, { param, code: 'invalid_header' })
    }
    if (value !== null && !headerValue.test(value)) {
      throw badRequest(`Invalid '${param}': expected plain ASCII characters.`, { param, code: 'invalid_header_value' })
    }
  }
}

export function withSecretChanges(before: Secrets, { key, headers = {} }: SecretChanges): Secrets {
  const kept = Object.entries({ ...before.headers, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  return { key: key === undefined ? before.key : (key ?? ''), headers: Object.fromEntries(kept) }
}

/**
 * Secrets are for the server that they were entered for: who changes the address to another one's enters them again.
 * Else whoever may open the page could have them sent wherever they like. Throws ApiError.
 */
export function requireSecretsFor(
  before: Secrets & { readonly url: string },
  { url = before.url, key, headers = {} }: SecretChanges & { readonly url?: string | undefined },
) {
  if (new URL(url).origin === new URL(before.url).origin) return
  const isKeyGiven = before.key === '' || key !== undefined
  const keptHeader = Object.keys(before.headers).find((name) => !(name in headers))
  if (isKeyGiven && keptHeader === undefined) return
  const param = isKeyGiven ? `headers.${keptHeader}` : 'key'
  throw badRequest(`The address is on another server: enter '${param}' again, it was meant for the one before.`, {
    param,
    code: 'missing_required_parameter',
  })
}

/** Nothing is sent that could be a key. */
export const isKeyless = ({ key, headers }: Secrets) => key === '' && Object.keys(headers).length === 0

/** Some servers repeat the key that they refuse. */
export function withoutSecrets(text: string, { key, headers }: Secrets): string {
  const secrets = [key, ...Object.values(headers)].filter((secret) => secret !== '')
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '…'), text).slice(0, 1_000)
}
