import { expect, test } from 'vitest'
import { readTraceContext } from './trace-context'

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

test.each([
  ['rojo=00f067aa0ba902b7', 'rojo=00f067aa0ba902b7'],
  ['rojo=00f067aa0ba902b7, congo=t61rcWkgMzE , ,', 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE'],
  ['fw529a3039@dt=FfAAAAoW, 1a-_*/b=a b:~', 'fw529a3039@dt=FfAAAAoW,1a-_*/b=a b:~'],
])('the state %s goes on', (tracestate, kept) => {
  expect(readTraceContext({ traceparent, tracestate })).toEqual({ traceparent, tracestate: kept })
})

const member = (key: string, length: number) => `${key}=`.padEnd(length, 'v')

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['with 512 characters whole', [member('a', 255), member('b', 256)], [member('a', 255), member('b', 256)]],
  [
    'without long members first',
    [member('a', 200), member('b', 100), member('c', 250)],
    [member('a', 200), member('b', 100)],
  ],
  [
    'without the last ones then',
    Array.from({ length: 6 }, (_, n) => member(`k${n}`, 128)),
    ['k0', 'k1', 'k2'].map((key) => member(key, 128)),
  ],
])('a state goes on %s', (_, sent, kept) => {
  expect(readTraceContext({ traceparent, tracestate: sent.join(',') })?.tracestate).toBe(kept.join(','))
})

test.each([
  ...['', ' ', 'novalue', 'UPPER=1', 'a=b=c', 'a=\u00e9', `a=${'x'.repeat(257)}`, '@dt=1', 'good=1,bad'],
  Array.from({ length: 33 }, (_, index) => `k${index}=v`).join(','),
])('the state %j is none, and the trace goes on without', (tracestate) => {
  expect(readTraceContext({ traceparent, tracestate })).toEqual({ traceparent })
})

test.each(['', '00-0-0-01', `ff${traceparent.slice(2)}`])(
  'without a trace, as with %j, a state counts for nothing',
  (none) => {
    expect(readTraceContext({ traceparent: none, tracestate: 'a=1' })).toBeUndefined()
  },
)
