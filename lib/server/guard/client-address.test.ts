import { expect, test } from 'vitest'
import { createClientAddress } from './client-address'

const addressOf = createClientAddress(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
const ask = (socket: string, forwarded?: string) => addressOf({ socket, forwarded })

test.each([
  ['127.0.0.1', '192.0.2.1', '192.0.2.1'],
  ['::ffff:127.0.0.1', '192.0.2.1', '192.0.2.1'],
  ['fd12::1', '192.0.2.1, 10.1.2.3', '192.0.2.1'],
  ['127.0.0.1', '198.51.100.9, 192.0.2.1', '192.0.2.1'],
  ['127.0.0.1', '192.0.2.1:4711', '192.0.2.1'],
  ['127.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
  ['127.0.0.1', '2001:db8::1', '2001:db8::1'],
  ['127.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
])('%s passes on %s: it came from %s', (socket, forwarded, address) => {
  expect(ask(socket, forwarded)).toBe(address)
})

test.each([
  ['192.0.2.200', '198.51.100.9', '192.0.2.200'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '', '127.0.0.1'],
  ['127.0.0.1', '192.0.2.1, unknown', '127.0.0.1'],
  ['10.0.0.1', '192.0.2.1, nonsense, 10.0.0.2', '10.0.0.2'],
])('%s with %s: nobody who is trusted knows better than %s', (socket, forwarded, address) => {
  expect(ask(socket, forwarded)).toBe(address)
})

test('without trusted proxies the header says nothing', () => {
  expect(createClientAddress([])({ socket: '127.0.0.1', forwarded: '192.0.2.1' })).toBe('127.0.0.1')
})
