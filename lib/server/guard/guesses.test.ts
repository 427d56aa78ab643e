import { expect, test } from 'vitest'
import { createGuessLimit } from './guesses'

function limitAfter(addresses: readonly string[]) {
  const limit = createGuessLimit({ clock: () => 0 })
  addresses.forEach((address, index) => expect(limit.note(address, `wrong-${index}`)).toBe(0))
  return limit
}

const times = (count: number, addressOf: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => addressOf(n))

test('an IPv6 network counts as one, for its owner has all its addresses', () => {
  const limit = limitAfter(times(10, (n) => `2001:db8:1:2:${n}::1`))
  expect(limit.note('2001:db8:1:2:ffff::9', 'another')).toBe(60)
  expect(limit.note('2001:db8:1:3::1', 'another')).toBe(0)
})

test.each([
  ['2001:db8:1::1', '2001:0DB8:0001:0000:0001:0000:0000:0001'],
  ['2001:db8:1::1', '2001:db8:1:0:1:2:3:4'],
  ['2001:db8::1:0:0:0', '2001:db8:0:0:2:3:4:5'],
  ['::1', '0:0:0:0:1:2:3:4'],
  ['203.0.113.7', '::ffff:cb00:7107'],
  ['fe80::1%eth0', 'fe80::2%eth1'],
])('%s and %s count as one', (one, other) => {
  const limit = limitAfter(times(10, () => one))
  expect(limit.note(other, 'another')).toBe(60)
})

test('IPv4 addresses count each for itself, written in IPv6 too', () => {
  const limit = limitAfter(times(10, () => '::ffff:192.0.2.1'))
  expect(limit.note('::ffff:192.0.2.1', 'another')).toBe(60)
  expect(limit.note('::ffff:192.0.2.2', 'another')).toBe(0)
})

test('the wait is until the oldest guess is a minute old, and those told to wait do not lengthen it', () => {
  let now = 0
  const limit = createGuessLimit({ clock: () => now })
  for (let n = 0; n < 10; n += 1) {
    now = n * 1000
    limit.note('192.0.2.1', `wrong-${n}`)
  }
  expect(limit.note('192.0.2.1', 'another')).toBe(51)
  expect(limit.note('192.0.2.1', 'wrong-9'), 'known to be wrong').toBe(0)
  now = 60_000
  expect(limit.note('192.0.2.1', 'another')).toBe(0)
})
