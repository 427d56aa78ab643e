import { expect, it } from 'vitest'
import type { ModelChunk } from '@/lib/backend/models/model'
import { joinChunks } from './join-chunks'

const text = (words: string): ModelChunk => ({ type: 'text', text: words })
const refusal = (words: string): ModelChunk => ({ type: 'refusal', text: words })
const finish: ModelChunk = { type: 'finish', reason: 'stop', usage: null }

it('joins neighbouring pieces of a text and keeps the order of all else', () => {
  expect(joinChunks([text('Hel'), text('lo'), refusal('I '), refusal('will not'), text('!'), finish])).toEqual([
    text('Hello'),
    refusal('I will not'),
    text('!'),
    finish,
  ])
})

it('joins the arguments of one call, and never two calls', () => {
  const call = (index: number, more: object): ModelChunk => ({ type: 'call', index, ...more })
  expect(
    joinChunks([
      call(0, { id: 'a', name: 'look_up' }),
      call(0, { arguments: '{"q"' }),
      call(0, { arguments: ':1}' }),
      call(1, { id: 'b', name: 'look_up' }),
      call(0, { arguments: ' ' }),
      call(0, { id: 'c', name: 'look_up' }),
    ]),
  ).toEqual([
    call(0, { id: 'a', name: 'look_up', arguments: '{"q":1}' }),
    call(1, { id: 'b', name: 'look_up' }),
    call(0, { arguments: ' ' }),
    call(0, { id: 'c', name: 'look_up' }),
  ])
})

it('gives nothing for nothing', () => {
  expect(joinChunks([])).toEqual([])
})
