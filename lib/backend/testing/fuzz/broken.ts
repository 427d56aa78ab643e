// What a client may send that the protocol does not allow, made of what it allows.
import fc from 'fast-check'
import { anyText } from '@/lib/run/testing/any-text'

const odd = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  'x',
  '\u0000',
  '\ud800',
  '__proto__',
  '../../etc/passwd',
  "'; drop table runs; --",
  'x'.repeat(300_000),
  [],
  {},
  [[]],
  [null],
  { type: 'function' },
  { type: 'retrieval' },
  JSON.parse('{"__proto__":{"a":1}}'),
  JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
  Array.from({ length: 600 }, () => 'file-none'),
  Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, 'v'])),
)

type Path = readonly (string | number)[]

/** Every place in a value, itself included. */
function placesIn(value: unknown, path: Path = []): Path[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [path, ...inside.flatMap(([key, each]) => placesIn(each, [...path, key]))]
}

interface Change {
  readonly kind: 'replace' | 'remove' | 'add'
  readonly with: unknown
}

function changed(value: unknown, path: Path, change: Change): unknown {
  const [key, ...rest] = path
  if (key === undefined) {
    return change.kind === 'add' && typeof value === 'object' && !Array.isArray(value)
      ? { ...value, unknown_key: change.with }
      : change.with
  }
  const entries = Object.entries(value as object)
  const isLast = rest.length === 0
  const next = entries.flatMap(([name, each]): [string, unknown][] =>
    name !== String(key)
      ? [[name, each]]
      : isLast && change.kind === 'remove'
        ? []
        : [[name, changed(each, rest, change)]],
  )
  return Array.isArray(value) ? next.map(([, each]) => each) : Object.fromEntries(next)
}

/** The value with up to two things wrong in it. */
export const brokenOf = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => once(fc.oneof(values, once(values)))

const once = (values: fc.Arbitrary<unknown>) =>
  fc
    .tuple(values, fc.nat(), fc.constantFrom<Change['kind']>('replace', 'remove', 'add'), odd)
    .map(([value, place, kind, other]) => {
      const places = placesIn(value)
      return changed(value, places[place % places.length] ?? [], { kind, with: other })
    })

/** Bodies that are no JSON, or not the one that it says it is. */
export const brokenTexts: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.constantFrom<string | Uint8Array>(
    '',
    ' ',
    '{',
    '{"metadata":',
    'null',
    '"text"',
    '[{}]',
    '{"a":1}{"a":2}',
    '{"model":1e999}',
    '{"metadata":{"a":"\\ud800"}}',
    '\ufeff{}',
    `{"metadata":${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}}`,
    new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    'a=1&b=2',
  ),
  anyText({ maxLength: 60 }),
  fc.uint8Array({ maxLength: 60 }),
)

/** Ids and other words of an address that lead nowhere. */
export const oddWords = fc.constantFrom(
  'none',
  'thread_none',
  'file-none',
  '..',
  '%00',
  '%2e%2e%2f',
  '%F0%9F%98%80',
  '%E4%B8%AD',
  '%',
  '%zz',
  '%FF',
  "'",
  'a'.repeat(3_000),
  '__proto__',
  'constructor',
  'runs',
  '0',
  '[object Object]',
)
