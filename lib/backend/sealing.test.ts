import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSealer, SealError } from './sealing'

const key = randomBytes(32)
const sealer = createSealer(() => key)

describe('a sealed secret', () => {
  test.each(['sk-plain', '', '钥匙 🔑', 'x'.repeat(100_000)])('opens to what it was', (secret) => {
    const sealed = sealer.seal(secret, 'connection:a')
    if (secret !== '') expect(sealed).not.toContain(secret)
    expect(sealer.open(sealed, 'connection:a')).toBe(secret)
  })

  test('is another text each time', () => {
    expect(sealer.seal('same', 'a')).not.toBe(sealer.seal('same', 'a'))
  })

  test('opens for nothing else, with no other key, and not when it was changed', () => {
    const sealed = sealer.seal('secret', 'connection:a')
    const letter = sealed.at(-5) === 'A' ? 'B' : 'A'
    const changed = `${sealed.slice(0, -5)}${letter}${sealed.slice(-4)}`
    expect(() => sealer.open(sealed, 'connection:b')).toThrow(SealError)
    expect(() => createSealer(() => randomBytes(32)).open(sealed, 'connection:a')).toThrow(SealError)
    for (const broken of [changed, sealed.slice(0, 20), '', 'v2.AAAA', sealed.slice(3)]) {
      expect(() => sealer.open(broken, 'connection:a')).toThrow(SealError)
    }
  })
})
