const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  times: '×',
  divide: '÷',
  deg: '°',
  plusmn: '±',
  le: '≤',
  ge: '≥',
  ne: '≠',
  rarr: '→',
  larr: '←',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
}

const LAST_CODE_POINT = 0x10ffff

/** Text with the character references that Markdown allows in it resolved. Unknown ones stay as they were written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, reference: string) => {
    if (!reference.startsWith('#')) return named[reference] ?? whole
    const code = /^#x/i.test(reference) ? parseInt(reference.slice(2), 16) : Number(reference.slice(1))
    return code > 0 && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole
  })
}
