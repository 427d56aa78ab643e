// How a capsule's data lie in an HTML document: as JSON in a script element of a type that no browser runs.

/** In its template the place of the data, and of the document's title. */
export const DATA_PLACE = '<!--capsule-->'
export const TITLE_PLACE = '<!--title-->'

const BEGIN = '<script type="application/json" id="capsule">'
const END = '</script>'

/** The document of a template with a capsule in it. */
export function htmlOf(template: string, { title, json }: { readonly title: string; readonly json: string }): string {
  const [head, rest] = cutAt(template, TITLE_PLACE)
  const [body, foot] = cutAt(rest, DATA_PLACE)
  return [head, escaped(title), body, BEGIN, harmless(json), END, foot].join('')
}

function cutAt(text: string, place: string): readonly [string, string] {
  const at = text.indexOf(place)
  if (at < 0) throw new Error(`The template has no ${place}.`)
  return [text.slice(0, at), text.slice(at + place.length)]
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/**
 * The same JSON without a sign that HTML reads, so that nothing in it can end the element or begin another. These signs
 * stand in strings alone. U+2028 and U+2029 are line ends to some programs.
 */
const harmless = (json: string) =>
  json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The JSON in a text: all of it, or what such an element holds; undefined where there is none. */
export function dataIn(text: string): string | undefined {
  if (/^[\uFEFF\s]*\{/.test(text.slice(0, 1_000))) return text.replace(/^\uFEFF/, '')
  const begin = text.lastIndexOf(BEGIN)
  if (begin < 0) return undefined
  const end = text.indexOf(END, begin)
  return end < 0 ? text.slice(begin + BEGIN.length) : text.slice(begin + BEGIN.length, end)
}
