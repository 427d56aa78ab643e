import { expect, it } from 'vitest'
import type { Imported } from '@/components/responders/import-dialog'
import { functionNameOf } from './function-draft'
import { withImported } from './import-functions'

const imported = (description: string, url: string): Imported => ({
  definition: { name: 'find_pet', description, parameters: { type: 'object', properties: {} } },
  rule: { id: 'r1', kind: 'http', method: 'GET', url },
})

it('imports a function once: again from the same source its definition is renewed and its rules stay', () => {
  const first = withImported({ functions: [], responders: [] }, [imported('Old', 'https://a.test/pets')])
  const again = withImported(first, [imported('New', 'https://a.test/pets')])
  expect(again.functions).toHaveLength(1)
  expect(again.functions[0]?.source).toContain('New')
  expect(again.responders).toEqual(first.responders)
})

it('adds one of the same name from elsewhere under another name', () => {
  const first = withImported({ functions: [], responders: [] }, [imported('One', 'https://a.test/pets')])
  const both = withImported(first, [imported('Other', 'https://b.test/pets')])
  expect(both.functions.map(({ source }) => functionNameOf(source))).toEqual(['find_pet', 'find_pet_2'])
  expect(both.responders).toHaveLength(2)
})
