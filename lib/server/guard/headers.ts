// Headers that tell browsers what our pages may do. docs/security.md gives the reasons.

const always: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin'],
]

const own = [...always, ['cross-origin-resource-policy', 'same-origin']] as const

/** For every answer; what the wire gives to listed origins may be read by them. */
export const securityHeaders = (options: { readonly shared: boolean }) => (options.shared ? always : own)

/** Answers of the API are no documents: a browser that shows one as a document runs nothing of it. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/**
 * For pages. Scripts run by nonce only; Next reads it from this very header and puts it on its own. Styles come from
 * files and by nonce, except `style` attributes, which React writes into the server's HTML. Images come from here
 * only: a model's Markdown could otherwise carry data to another host in an image address.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    ...rest,
  ].join('; ')
}

/** While developing: React rebuilds server stacks with eval, and styles are replaced in place over a socket. */
export function developmentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'unsafe-eval'`,
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self' ws:",
    ...rest,
  ].join('; ')
}

const rest = [
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]
