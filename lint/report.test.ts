import { expect, test } from 'vitest'
import { importsIn, packagesIn, reachedFrom } from './import-graph'
import { sourcesIn } from './sources'

// The row of the boundary table holds the folder's own files; this holds what they are drawn with.

/** Rooms that know of pages, of requests or of what is live. */
const rooms = /^(?:app|components\/(?:connection\/connection-context|messages|routing|run|shell)|lib\/live)\b/
const queries = /^lib\/client\/(?:queries|invalidate|.*-mutations|mutations|last-output)\b/
const packages = /^(?:next(?:\/.*)?|@tanstack\/react-query)$/

const sources = sourcesIn(['lib', 'components', 'app'])
const imports = importsIn(sources)

const drawn = [
  ['a report', reachedFrom(imports, 'components/report/run-report.tsx')],
  ['a replay', reachedFrom(imports, 'components/replay/replay.tsx')],
] as const

test.each(drawn)('%s is drawn without the router, queries and the live store, over all imports', (_, reached) => {
  expect(reached.size).toBeGreaterThan(150)
  expect([...reached].filter(([file]) => rooms.test(file) || queries.test(file)).map(([, way]) => way)).toEqual([])
})

test.each(drawn)('nor does anything that %s is drawn with take them from their packages', (_, reached) => {
  const takers = [...reached].filter(([file]) => packagesIn(sources.get(file)!).some((name) => packages.test(name)))
  expect(takers.map(([, way]) => way)).toEqual([])
})

test('its page takes them all', () => {
  const page = reachedFrom(imports, 'components/run/run-inspector.tsx')
  expect([...page.keys()].filter((file) => rooms.test(file) || queries.test(file)).length).toBeGreaterThan(5)
})
