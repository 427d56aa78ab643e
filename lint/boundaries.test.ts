import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'

// The project's own configuration, without the rules that need types: the snippets are not files of the program.
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  overrideConfig: [{ files: ['**/*.{ts,tsx}'], ...tseslint.configs.disableTypeChecked }],
})

async function complaints(file: string, code: string) {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: file })
  return result?.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`) ?? []
}

const boundary = expect.stringMatching(/^layers\/boundary: /)

describe('what the boundary table refuses', () => {
  test.each([
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
  ])('%s: %s', async (file, code) => {
    expect(await complaints(file, code)).toContainEqual(boundary)
  })
})

describe('what it lets pass', () => {
  test.each([
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
  ])('%s: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([])
  })
})

describe('what no file may do', () => {
  test.each([
    ['lib/run/x.ts', '/* eslint-disable */\nexport const x = 1', /has no effect/],
    ['lib/run/x.ts', 'export const x: any = 1', /no-explicit-any/],
    ['lib/run/x.ts', '// @ts-ignore\nexport const x = 1', /ban-ts-comment/],
    ['lib/run/index.ts', 'export const x = 1', /No index files/],
    ['lib/run/utils.ts', 'export const x = 1', /for what it exports/],
    ['lib/run/newName.ts', 'export const x = 1', /kebab-case/],
    ['lib/run/x.ts', 'export const x = 1\n'.repeat(251), /max-lines/],
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
  ])('%s: %s', async (file, code, complaint) => {
    expect(await complaints(file, code)).toContainEqual(expect.stringMatching(complaint))
  })
})
