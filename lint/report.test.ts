import { describe, expect, test } from 'vitest'
import { importsIn, packagesIn, reachedFrom } from './import-graph'
import { sourcesIn } from './sources'

// The row of the boundary table holds the folder's own files; this holds what they are drawn with.

/** Rooms that know of pages, of requests or of what is live. */
const rooms = /^(?:app|components\/(?:connection\/connection-context|messages|routing|run|shell)|lib\/live)\b/
const queries = /^lib\/client\/(?:queries|invalidate|.*-mutations|mutations|last-output)\b/
const packages = /^(?:next(?:\/.*)?|@tanstack\/react-query)$/

const sources = sourcesIn(['lib', 'components', 'app'])
const drawn = [
  ['a report', 'components/report/run-report.tsx', 'components/run/run-inspector.tsx'],
  ['a comparison', 'components/comparison/comparison-view.tsx', 'components/compare/compare-page.tsx'],
  ['a replay', 'components/replay/replay.tsx', 'components/replay-page/replay-page.tsx'],
] as const

describe.each(drawn)('%s', (_, door, page) => {
  const reached = reachedFrom(importsIn(sources), door)

  test('is drawn without the router, queries and the live store, over all imports', () => {
    expect(reached.size).toBeGreaterThan(120)
    expect([...reached].filter(([file]) => rooms.test(file) || queries.test(file)).map(([, way]) => way)).toEqual([])
  })

  test('nor does anything that it is drawn with take them from their packages', () => {
    const takers = [...reached].filter(([file]) => packagesIn(sources.get(file)!).some((name) => packages.test(name)))
    expect(takers.map(([, way]) => way)).toEqual([])
  })

  test('its page takes them all', () => {
    const all = reachedFrom(importsIn(sources), page)
    expect([...all.keys()].filter((file) => rooms.test(file) || queries.test(file)).length).toBeGreaterThan(5)
  })
})
