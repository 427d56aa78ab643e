import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { forkConfined } from './confined-program'

it('a confined program has its input and nothing else', async () => {
  const file = await open(new URL('./confined-program.test.ts', import.meta.url))
  const child = await forkConfined('lib/backend/testing/confined.program', { input: file.fd, heapMegabytes: 100 })
  const [said] = (await once(child, 'message')) as [{ outcomes: Record<string, string>; input: string }]
  await file.close()
  expect(Object.entries(said.outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([])
  expect(Object.keys(said.outcomes)).toHaveLength(6)
  expect(said.input).toContain("import { once } from 'node:events'")
})
