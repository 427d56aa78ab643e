import { expect, it } from 'vitest'
import { decodeText } from './decode-text'

const bytes = (...values: number[]) => new Uint8Array(values)

it('reads UTF-8 that ends in the middle of a character', () => {
  expect(decodeText(new TextEncoder().encode('假期').slice(0, 4))).toBe('假')
})

it('reads what Chinese systems wrote before, and UTF-16 with its mark', () => {
  expect(decodeText(bytes(0xbc, 0xd9, 0xc6, 0xda))).toBe('假期')
  expect(decodeText(bytes(0xff, 0xfe, 0x61, 0))).toBe('a')
})

it('knows what is no text', () => {
  expect(decodeText(bytes(0x50, 0x4b, 0, 4))).toBeUndefined()
  expect(decodeText(bytes(0x89, 0xff, 0xff, 0xff))).toBeUndefined()
})
