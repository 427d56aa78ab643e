import { expect, it } from 'vitest'
import { orderOf, orderParam, turned } from './list-order'

const sorts = ['created', 'tokens'] as const

it('reads an order from the address and writes it there', () => {
  for (const param of ['', 'created.asc', 'tokens', 'tokens.asc']) {
    expect(orderParam(orderOf(param, sorts), sorts)).toBe(param)
  }
  for (const param of ['colour', 'colour.asc', 'created', 'created.up']) {
    expect(orderOf(param, sorts)).toEqual({ sort: 'created', order: 'desc' })
  }
})

it('turns round when the same column is pressed again', () => {
  const first = turned(orderOf('', sorts), 'tokens')
  expect(first).toEqual({ sort: 'tokens', order: 'desc' })
  expect(turned(first, 'tokens')).toEqual({ sort: 'tokens', order: 'asc' })
  expect(turned(turned(first, 'tokens'), 'tokens')).toEqual(first)
})
