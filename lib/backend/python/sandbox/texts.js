// What a bare shell lacks of a browser's texts, for Pyodide and for the rest of the realm: UTF-8, UTF-16 and Base64.
function makeTexts() {
  'use strict'

  const { fromCharCode } = String

  const bytesOf = (letters) => {
    const bytes = new Uint8Array(letters.length)
    for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at)
    return bytes
  }
  const lettersOf = (bytes) => {
    let letters = ''
    for (let at = 0; at < bytes.length; at += 8_192) {
      letters += fromCharCode.apply(undefined, bytes.subarray(at, at + 8_192))
    }
    return letters
  }

  class TextEncoder {
    get encoding() {
      return 'utf-8'
    }
    encode(text = '') {
      const bytes = new Uint8Array(text.length * 3)
      return bytes.slice(0, this.encodeInto(String(text), bytes).written)
    }
    encodeInto(text, bytes) {
      let read = 0
      let written = 0
      for (const letter of text) {
        const code = letter.codePointAt(0)
        const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
        const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
        if (written + size > bytes.length) break
        if (size === 1) bytes[written] = point
        else {
          bytes[written] = ((0xf00 >> size) & 0xff) | (point >> (6 * (size - 1)))
          for (let at = 1; at < size; at++) bytes[written + at] = 0x80 | ((point >> (6 * (size - 1 - at))) & 0x3f)
        }
        read += letter.length
        written += size
      }
      return { read, written }
    }
  }

  /** UTF-8, and UTF-16LE for wide strings; what is broken becomes U+FFFD, what is unfinished waits when streaming. */
  class TextDecoder {
    #wide
    #rest = new Uint8Array(0)
    constructor(label = 'utf-8') {
      this.#wide = /^utf-?16/i.test(label)
    }
    decode(input, options) {
      let bytes = input === undefined ? new Uint8Array(0) : ArrayBuffer.isView(input) ? input : new Uint8Array(input)
      if (!(bytes instanceof Uint8Array)) bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (this.#rest.length > 0) {
        const both = new Uint8Array(this.#rest.length + bytes.length)
        both.set(this.#rest)
        both.set(bytes, this.#rest.length)
        bytes = both
      }
      const end = options?.stream ? bytes.length - unfinished(bytes) : bytes.length
      this.#rest = bytes.slice(end)
      return this.#wide ? wideText(bytes.subarray(0, end)) : textOf(bytes.subarray(0, end))
    }
  }
  const unfinished = (bytes) => {
    for (let back = 1; back <= 3 && back <= bytes.length; back++) {
      const byte = bytes[bytes.length - back]
      if (byte < 0x80) return 0
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
    }
    return 0
  }
  const wideText = (bytes) => {
    let text = ''
    for (let at = 0; at + 1 < bytes.length; at += 2) text += fromCharCode(bytes[at] | (bytes[at + 1] << 8))
    return text
  }
  const textOf = (bytes) => {
    let text = ''
    let units = []
    for (let at = 0; at < bytes.length;) {
      const [point, size] = pointAt(bytes, at)
      at += size
      if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
      else units.push(point)
      if (units.length > 4_096) {
        text += fromCharCode.apply(undefined, units)
        units = []
      }
    }
    return text + fromCharCode.apply(undefined, units)
  }
  const pointAt = (bytes, at) => {
    const first = bytes[at]
    if (first < 0x80) return [first, 1]
    const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    if (first < 0xc2 || first > 0xf4) return [0xfffd, 1]
    let point = first & (0xff >> (size + 1))
    for (let more = 1; more < size; more++) {
      const byte = bytes[at + more]
      if (byte === undefined || (byte & 0xc0) !== 0x80) return [0xfffd, more]
      point = (point << 6) | (byte & 0x3f)
    }
    const broken =
      point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) || point < [0, 0, 0x80, 0x800, 0x10000][size]
    return broken ? [0xfffd, size] : [point, size]
  }

  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const btoa = (letters) => {
    let text = ''
    for (let at = 0; at < letters.length; at += 3) {
      const [one, two, three] = [at, at + 1, at + 2].map((index) => letters.charCodeAt(index))
      const all = (one << 16) | ((two || 0) << 8) | (three || 0)
      const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(all >> shift) & 63])
      text += digits
        .slice(0, Number.isNaN(two) ? 2 : Number.isNaN(three) ? 3 : 4)
        .join('')
        .padEnd(4, '=')
    }
    return text
  }
  const atob = (text) => {
    let letters = ''
    let bits = 0
    let held = 0
    for (const digit of text.replace(/=+$/, '')) {
      held = (held << 6) | ALPHABET.indexOf(digit)
      bits += 6
      if (bits >= 8) letters += fromCharCode((held >> (bits -= 8)) & 255)
    }
    return letters
  }

  return { bytesOf, lettersOf, TextEncoder, TextDecoder, btoa, atob }
}
