import { decodeNamedCharacterReference } from 'decode-named-character-reference'

const LAST_CODE_POINT = 0x10ffff

/** Text with the character references that Markdown allows in it resolved. Unknown ones stay as they were written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#(x[0-9a-f]{1,6}|\d{1,7})|([a-z][a-z0-9]*));/gi,
    (whole, code?: string, name?: string) =>
      // In a browser this asks a detached element, so it is given letters and digits only.
      (name ? decodeNamedCharacterReference(name) : characterOf(code ?? '')) || whole,
  )
}

/** The character of a code point in decimal, or in hexadecimal digits behind an x; false where there is none. */
function characterOf(code: string): string | false {
  const point = Number(code.replace(/^x/i, '0x'))
  return point > 0 && point <= LAST_CODE_POINT && String.fromCodePoint(point)
}
