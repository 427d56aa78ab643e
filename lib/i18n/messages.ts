import type { Locale } from './locale'

/** The catalogue: a namespace a file, the same in every language. */
export const namespaces = [
  'common', 'status', 'errors', 'shell', 'overview', 'templates',
  'assistants', 'threads', 'runs', 'thread', 'inspector',
] as const

export async function loadMessages(locale: Locale): Promise<Record<string, unknown>> {
  const files = await Promise.all(
    namespaces.map(async (name) => [name, (await import(`@/messages/${locale}/${name}.json`)).default] as const),
  )
  return Object.fromEntries(files)
}
