import { expect, test } from 'vitest'
import { idEndsOfEqualNames } from './id-ends-of-equal-names'

test('of assistants of one name each is told by the end of its id', () => {
  const idEnds = idEndsOfEqualNames([
    { id: 'asst_aaaa111111', name: 'Desk' },
    { id: 'asst_bbbb222222', name: 'Other' },
    { id: 'asst_cccc333333', name: 'Desk' },
    { id: 'asst_dddd444444', name: null },
    { id: 'asst_eeee555555', name: null },
  ])
  expect([...idEnds]).toEqual([
    ['asst_aaaa111111', '…111111'],
    ['asst_cccc333333', '…333333'],
    ['asst_dddd444444', '…444444'],
    ['asst_eeee555555', '…555555'],
  ])
})

test('one that is there twice is not told apart from itself', () => {
  expect(
    idEndsOfEqualNames([
      { id: 'asst_a', name: 'Desk' },
      { id: 'asst_a', name: 'Desk' },
    ]).size,
  ).toBe(0)
})
