import { expect, it } from 'vitest'
import { search } from './requests'

it('leaves out of a query what is not set', () => {
  expect(search({ a: 1, b: undefined, c: '', d: 'x y' })).toBe('?a=1&d=x+y')
  expect(search({ b: undefined })).toBe('')
})
