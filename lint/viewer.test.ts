import { expect, test } from 'vitest'
import { viewerTexts } from '@/lib/i18n/viewer-texts'
import { importsIn, packagesIn, reachedFrom } from './import-graph'
import { sourcesIn } from './sources'

// A shared file asks nobody for anything: what it is drawn with neither fetches nor knows of pages, and all its words
// are in it.

const rooms = /^(?:app|components\/(?:capsule|connection\/connection-context|messages|routing|run|shell)|lib\/live)\b/
const packages = /^(?:next(?:\/.*)?|@tanstack\/react-query)$/

const sources = sourcesIn(['app', 'components', 'lib'])
const reached = reachedFrom(importsIn(sources), 'components/viewer/main.tsx')

test('a shared file is drawn without pages, requests and the router', () => {
  expect(reached.size).toBeGreaterThan(150)
  const foreign = [...reached].filter(
    ([file]) => rooms.test(file) || packagesIn(sources.get(file) ?? '').some((name) => packages.test(name)),
  )
  expect(foreign.map(([, way]) => way)).toEqual([])
})

test('all words that it may show are in it', () => {
  // Those of findings come with them.
  const known = ['findings', ...Object.keys(viewerTexts.en)]
  const asked = [...reached.keys()].flatMap((file) =>
    [...(sources.get(file) ?? '').matchAll(/useTranslations\('(\w+)[.\w]*'\)/g)].map(([, name = '']) => name),
  )
  expect([...new Set(asked)].filter((name) => !known.includes(name))).toEqual([])
  expect(Object.keys(viewerTexts['zh-CN'])).toEqual(Object.keys(viewerTexts.en))
  expect(Object.keys(viewerTexts.en).filter((name) => !asked.includes(name))).toEqual([])
})
