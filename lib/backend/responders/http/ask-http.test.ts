import { describe, expect, test } from 'vitest'
import type { OpenHttpRule } from '../answer-rule'
import { toCall } from '../rules/call'
import { RuleError } from '../rules/rule-error'
import { isAllowedHost } from '@/lib/run/allowed-hosts'
import { createAskHttp } from './ask-http'
import { filledAddress } from './rule-address'

describe('a host is allowed', () => {
  test.each([
    ['https://api.test/', ['api.test'], true],
    ['https://API.test/', ['api.test'], true],
    ['http://api.test:8080/', ['api.test'], false],
    ['http://api.test:8080/', ['api.test:8080'], true],
    ['https://api.test/', ['api.test:80'], false],
    ['https://a.api.test/', ['*.api.test'], true],
    ['https://api.test/', ['*.api.test'], false],
    ['https://evilapi.test/', ['*.api.test', 'api.test'], false],
    ['https://api.test.evil.test/', ['api.test'], false],
    ['http://127.0.0.1:4000/', ['127.0.0.1:4000'], true],
    ['http://[::1]:4000/', ['[::1]:4000'], true],
    ['http://[::1]/', ['[::1]'], true],
    ['http://2130706433/', ['127.0.0.1'], true],
    ['https://anything.test:99/', ['*'], true],
    ['https://api.test/', [], false],
  ])('%s by %j: %s', (url, hosts, isAllowed) => expect(isAllowedHost(new URL(url), hosts)).toBe(isAllowed))
})

test('arguments stand encoded in an address, and empty ones of the query are left out', () => {
  const template = 'https://api.test/a/{{x}}?q={{q}}&list={{list}}&k=1&u={{u|m}}&none={{none}}'
  expect(filledAddress(template, { x: 'a/b?#', q: '&=', list: [1, 'b'], none: null })).toBe(
    'https://api.test/a/a%2Fb%3F%23?q=%26%3D&list=1%2Cb&k=1&u=m',
  )
})

const rule = (changed: Partial<OpenHttpRule> = {}): OpenHttpRule => ({
  ...{ id: 'r', name: '', delay_ms: 0, kind: 'http', method: 'GET', url: 'https://api.test/{{x}}', headers: {} },
  ...{ secret_headers: { 'x-token': 'top-secret' }, secret_header_names: ['x-token'] },
  ...changed,
})

/** Asks what `answers` has by address; what is asked is told. */
function asking(answers: Readonly<Record<string, () => Response>>, hosts: readonly string[] = ['api.test']) {
  const asked: { url: string; method: string; body: unknown; token: string | null }[] = []
  const fetch = async (url: string, init: RequestInit = {}) => {
    asked.push({ url, method: init.method ?? '', body: init.body, token: new Headers(init.headers).get('x-token') })
    const answer = answers[url]
    if (!answer) throw new TypeError('fetch failed')
    return answer()
  }
  const ask = createAskHttp({ fetch, hosts, instance: 'here' })
  const call = (args: object) =>
    toCall({ id: 'c', type: 'function', function: { name: 'f', arguments: JSON.stringify(args) } })
  return {
    asked,
    ask: (changed: Partial<OpenHttpRule> = {}, args: object = { x: 'a' }) =>
      ask(rule(changed), call(args), new AbortController().signal),
  }
}

const to =
  (location: string, status = 302) =>
  () =>
    new Response(null, { status, headers: { location } })

describe('an HTTP rule', () => {
  test('follows its server on the same origin, and nowhere else', async () => {
    const { ask, asked } = asking({
      'https://api.test/a': to('/b'),
      'https://api.test/b': () => new Response('here'),
      'https://api.test/c': to('https://evil.test/'),
      'https://api.test/d': to('http://api.test/b'),
      'https://api.test/e': to('https://api.test/e', 307),
    })
    expect(await ask()).toMatchObject({ output: 'here' })
    expect(asked).toHaveLength(2)
    await expect(ask({}, { x: 'c' })).rejects.toThrow('redirects to another server')
    await expect(ask({}, { x: 'd' })).rejects.toThrow('redirects to another server')
    await expect(ask({}, { x: 'e' })).rejects.toThrow('redirects without an end')
    expect(asked.map(({ url }) => new URL(url).origin)).not.toContain('https://evil.test')
  })

  test('sends the arguments, or what its template makes of them', async () => {
    const { ask, asked } = asking({ 'https://api.test/': () => Response.json({ a: { b: [7] } }) })
    const posted = { method: 'POST', url: 'https://api.test/' } as const
    expect(await ask({ ...posted, pick: 'a.b[0]' })).toMatchObject({ output: '7' })
    await ask({ ...posted, body: '{"to":"{{x}}"}' })
    expect(asked.map(({ body }) => body)).toEqual(['{"x":"a"}', '{"to":"a"}'])
    await expect(ask({ ...posted, pick: 'z' })).rejects.toThrow("nothing at 'z'")
  })

  test.each([
    ['a host that is not allowed', { url: 'https://other.test/' }, {}, 'RESPONDER_HOSTS'],
    ['a cloud’s credentials', { url: 'http://169.254.169.254/' }, {}, 'metadata'],
    ['a step out of its path', { url: 'https://api.test/a/{{x}}/b' }, { x: '..' }, 'the address is none'],
    ['headers that cannot be decrypted', { secret_headers: null }, {}, 'enter them again'],
    ['what nothing answers', {}, { x: 'nothing' }, 'cannot be reached'],
    ['an error of the server', {}, { x: 'error' }, 'HTTP 500: no … here'],
    ['too much', {}, { x: 'much' }, 'more than 1000000 bytes'],
    ['itself', {}, { x: 'own' }, 'this playground itself'],
  ])('does not take %s', async (_what, changed, args, words) => {
    const answers = {
      'https://api.test/error': () => new Response('no top-secret here', { status: 500 }),
      'https://api.test/much': () => new Response('x'.repeat(2_000_000)),
      'https://api.test/own': () => new Response('', { status: 508, headers: { 'x-playground-instance': 'here' } }),
    }
    const failing = asking(answers, ['api.test', '169.254.169.254']).ask(changed, args)
    await expect(failing).rejects.toThrow(RuleError)
    await expect(failing).rejects.toThrow(words)
  })
})
