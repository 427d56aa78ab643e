import { expect, test } from 'vitest'
import { directivesIn, lintSnippets } from './lint-snippets'
import { sourcesIn } from './sources'

/** What the boundary table refuses. */
const refused: readonly (readonly [file: string, code: string])[] = [
  ['lib/protocol/x.ts', `export * from '@/lib/run/fold'`],
  ['lib/protocol/x.ts', `export { Hono } from 'hono'`],
  ['lib/run/x.ts', `export * from '@/lib/backend/backend'`],
  ['lib/run/x.ts', `export { z } from 'zod'`],
  ['lib/run/x.ts', `export { readFile } from 'node:fs/promises'`],
  ['lib/run/x.ts', `export { runSchema } from '@/lib/protocol/run'`],
  ['lib/appbuilder/x.ts', `export * from '@/lib/run/fold'`],
  ['lib/appbuilder/x.ts', `export { readFile } from 'node:fs/promises'`],
  ['lib/backend/x.ts', `export { useState } from 'react'`],
  ['lib/backend/x.ts', `export * from 'next/server'`],
  ['lib/backend/x.ts', `export * from '@/lib/server/main'`],
  ['lib/backend/x.ts', `export * from '@/lib/backend/store/store'`],
  ['lib/backend/store/x.ts', `export * from '@/lib/backend/log/watch'`],
  ['lib/backend/log/x.ts', `export type { PlaygroundServices } from '@/lib/backend/wire/playground-routes'`],
  ['lib/backend/wire/x.ts', `export * from '@/lib/backend/embedded/engine/engine'`],
  ['lib/backend/models/x.ts', `export * from '@/lib/backend/store/store'`],
  ['lib/backend/appbuilder/adapter/x.ts', `export type { Engine } from '@/lib/backend/embedded/engine/engine'`],
  ['lib/backend/embedded/http/x.ts', `export * from '@/lib/backend/appbuilder/adapter/adopt'`],
  ['lib/backend/store/x.ts', `export * from '../../run/fold'`],
  ['lib/backend/store/x.ts', `export * from './../../../components/report/timeline'`],
  ['lib/server/x.ts', `export * from '@/components/report/timeline'`],
  ['lib/client/x.ts', `export * from '@/lib/live/live-store'`],
  ['lib/client/x.ts', `export * from '@/lib/backend/door'`],
  ['lib/live/x.ts', `export * from '@/lib/protocol/event'`],
  ['components/run/x.tsx', `export * from '@/lib/backend/door'`],
  ['components/run/x.tsx', `export const load = () => import('@/lib/backend/door')`],
  ['components/run/x.tsx', `export type { Store } from '@/lib/backend/store/store'`],
  ['components/run/x.tsx', `export * from '../../lib/backend/door'`],
  ['components/run/x.tsx', `export * from 'libsql'`],
  ['components/run/x.tsx', `export * from '@/lib/../lib/backend/door'`],
  ['components/report/x.tsx', `export { default } from 'next/link'`],
  ['components/report/x.tsx', `export { useQuery } from '@tanstack/react-query'`],
  ['components/report/x.tsx', `export * from '@/components/routing/paths'`],
  ['components/report/x.tsx', `export * from '@/components/connection/connection-context'`],
  ['components/report/x.tsx', `export type { LiveRun } from '@/lib/live/live-store'`],
  ['components/report/x.tsx', `export * from '@/lib/client/queries'`],
  ['app/page.tsx', `export * from '@/lib/backend/door'`],
  ['app/v1/[...path]/route.ts', `export * from '@/lib/backend/embedded/create-embedded'`],
  ['e2e/x.ts', `export * from '@/lib/backend/door'`],
  ['scripts/x.ts', `export * from '@/components/report/timeline'`],
]

/** What it lets pass. */
const passing: readonly (readonly [file: string, code: string])[] = [
  ['lib/run/x.ts', `export { isTerminal } from '@/lib/protocol/status'`],
  ['lib/run/x.ts', `export type { Run } from '@/lib/protocol/run'`],
  ['lib/run/x.ts', `import { type Run } from '@/lib/protocol/run'\nexport type X = Run`],
  ['lib/run/x.test.ts', `export { runSchema } from '@/lib/protocol/run'`],
  ['lib/backend/log/x.ts', `export * from '@/lib/backend/store/store'`],
  ['lib/backend/embedded/engine/x.ts', `export * from '@/lib/backend/models/model'`],
  ['lib/backend/appbuilder/testing/x.ts', `export * from '@/lib/backend/embedded/create-embedded'`],
  ['lib/client/x.contract.test.ts', `export * from '@/lib/backend/door'`],
  ['components/run/x.tsx', `export { fold } from '@/lib/run/fold'`],
  ['components/run/x.tsx', `late(() => import('./detail').then((file) => file.Detail))`],
  ['components/run/x.tsx', `patiently(() => import('./detail'))`],
  ['components/report/x.tsx', `export { Button } from '@/components/ui/button'`],
  ['app/v1/[...path]/route.ts', `export { backend } from '@/lib/backend/door'`],
  ['app/prefetch.ts', `export { backend } from '@/lib/backend/door'`],
  ['e2e/x.ts', `export * from '@/lib/server/testing/start-server'`],
]

/** What no file may do. */
const forbidden: readonly (readonly [file: string, code: string, complaint: RegExp])[] = [
  ['lib/run/x.ts', 'export const x: any = 1', /no-explicit-any/],
  ['lib/run/x.ts', '// @ts-ignore\nexport const x = 1', /ban-ts-comment/],
  ['lib/run/index.ts', 'export const x = 1', /No index files/],
  ['lib/run/utils.ts', 'export const x = 1', /for what it exports/],
  ['lib/run/newName.ts', 'export const x = 1', /kebab-case/],
  ['lib/run/x.ts', 'x()\n'.repeat(251), /max-lines/],
  ['lib/run/x.ts', `export function x() {\n${'x()\n'.repeat(60)}}`, /max-lines-per-function/],
  ['lib/run/x.test.ts', `vi.mock('./fold')`, /No module mocks/],
  ['components/run/x.tsx', 'export const X = () => <p>Hello there</p>', /message catalogue/],
  ['components/run/x.tsx', 'export const X = () => <p aria-label="Hello" />', /message catalogue/],
  ['components/run/x.tsx', `export const X = () => <p dangerouslySetInnerHTML={{ __html: '' }} />`, /never HTML/],
  ['components/run/x.tsx', `export const load = () => import('./detail')`, /with late\(\)/],
  ['components/run/x.ts', `void import('./detail').then(({ Detail }) => Detail)`, /with late\(\)/],
  ['components/run/x.tsx', `export { x }\nimport { lazy } from 'react'\nconst x = lazy(f)`, /use late\(\)/],
  ['components/run/x.ts', `export const format = new Intl.NumberFormat('en')`, /dear to make/],
  [
    'components/run/x.tsx',
    `export { useFormatter } from 'next-intl'\nimport { useFormatter } from 'next-intl'`,
    /plainNumber/,
  ],
  ['components/run/x.ts', `export const text = (3).toLocaleString()`, /plainNumber/],
  ['app/x.tsx', `export { x }\nimport dynamic from 'next/dynamic'\nconst x = dynamic(f)`, /use late\(\)/],
]

const complaintsOf = await lintSnippets([...refused, ...forbidden])
const complaintsOfPassing = await lintSnippets(passing)

test.each(refused)('refused in %s: %s', (...snippet) => {
  expect(complaintsOf(snippet)).toContainEqual(expect.stringMatching(/^house\(boundary\): /))
})

test.each(passing)('may stand in %s: %s', (...snippet) => {
  expect(complaintsOfPassing(snippet)).toEqual([])
})

test.each(forbidden)('no file may, as %s: %s', (file, code, complaint) => {
  expect(complaintsOf([file, code])).toContainEqual(expect.stringMatching(complaint))
})

test('no file switches a rule off', () => {
  expect(directivesIn('/* eslint-disable */ f()')).toHaveLength(1)
  expect(directivesIn('f() // oxlint-disable-line eqeqeq')).toHaveLength(1)
  const sources = sourcesIn(['app', 'components', 'e2e', 'lib', 'lint', 'scripts'])
  const switching = [...sources].filter(
    ([file, code]) => file !== 'lint/boundaries.test.ts' && directivesIn(code).length > 0,
  )
  expect(switching.map(([file]) => file)).toEqual([])
})
