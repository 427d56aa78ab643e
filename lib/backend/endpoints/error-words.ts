/** Undefined for what is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The words of an error in any of the usual shapes. */
export function errorIn(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { error = json } = json as { readonly error?: unknown }
  if (typeof error === 'string') return error
  const { message } = (error ?? {}) as { readonly message?: unknown }
  return typeof message === 'string' ? message : undefined
}
