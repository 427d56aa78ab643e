import { expect, test } from 'vitest'
import { hasCredentials, printableUrl, withoutCredentials } from './printable-url'

test.each([
  ['https://user:secret@example.com:8443/v1?key=secret#secret', 'https://example.com:8443/v1'],
  ['http://secret@127.0.0.1', 'http://127.0.0.1'],
])('%s is printed as where it points', (url, printed) => expect(printableUrl(url)).toBe(printed))

test('a user name or a password is a credential', () => {
  expect(['http://a:b@h/', 'http://a@h/', 'http://:b@h/'].map(hasCredentials)).toEqual([true, true, true])
  expect(hasCredentials('http://h/?mail=a@b')).toBe(false)
})

test.each([
  ['fetch failed: http://me:secret@host/v1 is no good', 'fetch failed: http://…@host/v1 is no good'],
  ['postgres://me:se@cret@host:5432/db', 'postgres://…@host:5432/db'],
  ['http://host/a@b and me@example.com', 'http://host/a@b and me@example.com'],
])('%s', (text, shown) => expect(withoutCredentials(text)).toBe(shown))
