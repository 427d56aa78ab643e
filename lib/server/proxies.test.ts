import { describe, expect, test } from 'vitest'
import { createProxyChoice } from './proxies'

const settings = { http: 'http://plain:3128', https: 'http://secure:3128', except: [] }
const proxyOf = (address: string, except: readonly string[] = []) =>
  createProxyChoice({ ...settings, except })(new URL(address))

describe('the proxy of a request', () => {
  test('is that of its scheme', () => {
    expect(proxyOf('http://models.example.com/v1')).toBe('http://plain:3128')
    expect(proxyOf('https://models.example.com/v1')).toBe('http://secure:3128')
    expect(createProxyChoice({ http: 'http://plain:3128', except: [] })(new URL('https://a.example'))).toBeUndefined()
  })

  test.each(['http://localhost:11434/v1', 'http://127.0.0.1:11434', 'https://127.8.0.1', 'http://[::1]:8000'])(
    'is none for this machine: %s',
    (address) => expect(proxyOf(address)).toBeUndefined(),
  )

  test.each([
    ['example.com', 'https://example.com'],
    ['example.com', 'https://models.example.com'],
    ['.example.com', 'https://models.example.com'],
    ['*.example.com', 'https://a.models.example.com'],
    ['EXAMPLE.com', 'https://Example.com'],
    ['example.com:8443', 'https://example.com:8443'],
    ['example.com:443', 'https://example.com'],
    ['*', 'https://anything.example'],
    ['10.0.0.0/8', 'http://10.1.2.3:8000'],
    ['192.168.1.7', 'http://192.168.1.7'],
    ['fd00::/8', 'http://[fd00::7]:8000'],
  ])('is none where NO_PROXY has %s: %s', (entry, address) => {
    expect(proxyOf(address, ['other.example', entry])).toBeUndefined()
  })

  test.each([
    ['example.com', 'https://notexample.com'],
    ['example.com', 'https://example.com.evil.example'],
    ['example.com:8443', 'https://example.com'],
    ['10.0.0.0/8', 'http://11.1.2.3'],
    ['', 'https://example.com'],
  ])('stays where NO_PROXY has %s: %s', (entry, address) => {
    expect(proxyOf(address, entry === '' ? [] : [entry])).toBeDefined()
  })
})
