import { expect, test } from 'vitest'
import { announce } from './announce'
import { readEnvironment } from './environment'

function accessOf(variables: Readonly<Record<string, string>>) {
  const lines: string[] = []
  announce({ environment: readEnvironment(variables), port: 1, seconds: 1, say: (line) => void lines.push(line) })
  return lines.find((line) => line.startsWith('  Access '))
}

test('the start says who may come', () => {
  const roles = { USER_ROLES: '[{"everyone":true}]' }
  const oidc = { OIDC_ISSUER: 'https://login.example.com/realm', OIDC_CLIENT_ID: 'p', ...roles }
  const proxy = { USER_HEADER: 'X-User', TRUSTED_PROXIES: '127.0.0.1', ...roles }
  expect(accessOf({})).toBe('  Access this machine only')
  expect(accessOf(oidc)).toBe('  Access whoever signs in at login.example.com')
  expect(accessOf({ ACCESS_TOKEN: 'sixteen-signs-long', ...proxy })).toBe(
    '  Access whoever has the access token, or a trusted proxy names',
  )
})
