import { describe, expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { messageTextOf } from '@/lib/run/message-text'
import { selectionOf } from './selection'
import { messageOf, toolRun } from '@/lib/run/testing/log'

describe('selectionOf', () => {
  const view = fold(emptyView, toolRun())

  it.each([
    ['step_1', { type: 'step', step: { id: 'step_1' }, message: null }],
    ['step_2', { type: 'step', step: { id: 'step_2' }, message: { id: 'msg_1' } }],
    ['call_2', { type: 'call', step: { id: 'step_1' }, call: { id: 'call_2' } }],
    ['', { type: 'run', id: 'run_1' }],
    ['step_9', { type: 'run', id: 'run_1' }],
  ])('finds %j', (id, expected) => {
    expect(selectionOf(view, id)).toMatchObject(expected)
  })

  it('is nothing while the run is not known', () => {
    expect(selectionOf(emptyView, 'step_1')).toBeNull()
  })
})

it('reads the words of a message', () => {
  const picture = { type: 'image_url' as const, image_url: { url: 'https://a.b/c.png' } }
  const message = messageOf('msg_1', 'one')
  const content = [...message.content, picture, { type: 'refusal' as const, refusal: 'no' }]
  expect(messageTextOf({ content })).toBe('one\n\nno')
})
