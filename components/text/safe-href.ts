const protocols = new Set(['http:', 'https:', 'mailto:'])

/** The address of a link that a model wrote, or undefined when it is none that may be opened. */
export function safeHref(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined
  const url = new URL(href)
  return protocols.has(url.protocol) ? url.href : undefined
}
