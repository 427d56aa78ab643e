import { expect, test } from 'vitest'
import { actionOf } from './audited'
import { bounded } from './bounded'
import { routeClassOf } from './route-class'

test.each([
  ['/v1/threads', 'wire threads'],
  ['/v1/threads/thread_1', 'wire threads'],
  ['/c/far/v1/threads/thread_1/runs/run_1/submit_tool_outputs', 'wire threads/submit_tool_outputs'],
  ['/openai/v1/vector_stores/vs_1/search?x=1', 'wire vector_stores/search'],
  ['/v1/whatever/somebody/tries', 'wire other'],
  ['/v1/%zz', 'wire other'],
  ['/api/settings/keys/key_1', 'api settings/keys'],
  ['/metrics', 'operations'],
  ['/healthz?x', 'operations'],
  ['/embedded/threads/thread_1', 'page'],
  ['/login', 'login'],
])('%s is %s', (target, expected) => expect(routeClassOf(target)).toBe(expected))

test.each([
  ['DELETE', '/v1/threads/thread_1', 'object.deleted'],
  ['POST', '/c/far/v2/threads/delete', 'object.deleted'],
  ['POST', '/v1/assistants', 'object.changed'],
  ['POST', '/api/settings/models', 'object.changed'],
  ['GET', '/api/transfers/export/embedded', 'data.exported'],
  ['POST', '/api/transfers', 'data.imported'],
  ['POST', '/v1/threads', undefined],
  ['GET', '/v1/assistants', undefined],
  ['DELETE', '/api/settings/keys/key_1', undefined],
])('%s %s is noted as %s', (method, path, action) =>
  expect(actionOf({ method, url: `http://playground.test${path}` })).toBe(action),
)

test('names are themselves while they are few', () => {
  const label = bounded(2)
  expect(['a', 'b', 'a', 'c', 'b'].map(label)).toEqual(['a', 'b', 'a', 'other', 'b'])
})
