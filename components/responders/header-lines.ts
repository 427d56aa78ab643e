// Headers as lines of a text: `Name: value`.

/** The headers of lines, and the first line that is none, from 1. */
export function headersOf(text: string): { readonly headers: Record<string, string>; readonly wrongLine?: number } {
  const headers: Record<string, string> = {}
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const at = line.indexOf(':')
    const name = line.slice(0, at).trim()
    if (at < 1 || !isName.test(name)) return { headers, wrongLine: index + 1 }
    headers[name] = line.slice(at + 1).trim()
  }
  return { headers }
}

/** A token of HTTP. */
const isName = /^[\w!#$%&'*+.^`|~-]+$/

export const linesOf = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
