// Where in a text stands what is to be covered.

/** From one sign to before another. */
export type Place = readonly [from: number, to: number]

/** Finds places in a text; each call for itself. */
export type Find = (text: string) => readonly Place[]

/** Any of these words, whatever their case. Takes time in proportion to the text. */
export function findWord(word: string): Find {
  const pattern = new RegExp(word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'giu')
  return (text) => [...text.matchAll(pattern)].map(({ 0: found, index }): Place => [index, index + found.length])
}

/**
 * The same also where the text is JSON and writes signs in its own way: `M\u00fcller` is found as Müller, and what
 * goes over a `\n` is found, too.
 */
export const findInJsonToo = (find: Find): Find =>
  function (text) {
    const plain = find(text)
    if (!text.includes('\\')) return plain
    const { decoded, at } = decodedWithPlaces(text)
    return [...plain, ...find(decoded).map(([from, to]): Place => [at[from] ?? 0, at[to] ?? text.length])]
  }

const short: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function decodedWithPlaces(text: string) {
  const at: number[] = []
  let decoded = ''
  for (const { 0: sign, index } of text.matchAll(/\\u[\da-f]{4}|\\[\s\S]|[\s\S]/gi)) {
    at.push(index)
    if (sign.length === 6) decoded += String.fromCharCode(Number.parseInt(sign.slice(2), 16))
    else decoded += sign.length === 2 ? (short[sign[1] ?? ''] ?? sign[1]) : sign
  }
  at.push(text.length)
  return { decoded, at }
}

/** Places in order, those that touch made one. */
export function joined(places: readonly Place[]): readonly Place[] {
  const all: [number, number][] = []
  for (const [from, to] of places.filter(([a, b]) => b > a).toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}
