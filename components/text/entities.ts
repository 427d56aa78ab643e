import { decodeNamedCharacterReference } from 'decode-named-character-reference'

const LAST_CODE_POINT = 0x10ffff

/** Text with the character references that Markdown allows in it resolved. Unknown ones stay as they were written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]*));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      // In a browser this asks a detached element, so it is given letters and digits only.
      if (name) return decodeNamedCharacterReference(name) || whole
      const code = hex ? parseInt(hex, 16) : Number(decimal)
      return code > 0 && code <= LAST_CODE_POINT ? String.fromCodePoint(code) : whole
    },
  )
}
