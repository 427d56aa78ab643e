import { expect, test } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import { ApiError, notFound } from '@/lib/protocol/error'
import { choiceOf, wishOf } from './assistant-choice'

const assistantOf = (id: string): Assistant => ({
  id,
  object: 'assistant',
  created_at: 0,
  name: id,
  description: null,
  model: 'gpt-4o',
  instructions: null,
  tools: [],
  tool_resources: null,
  metadata: {},
  temperature: null,
  top_p: null,
  response_format: 'auto',
})

const [newest, older] = [assistantOf('asst_newest'), assistantOf('asst_older')]
const listed = { options: [newest, older], isListed: true, error: null }
const gone = notFound('assistant', 'asst_gone')
const unwished = { picked: '', preferred: '', remembered: '', latest: '' }

test('what was picked here counts before the address, the memory and the latest run', () => {
  const wishes = { picked: 'picked', preferred: 'preferred', remembered: 'remembered', latest: 'latest' }
  expect(wishOf(wishes)).toBe('picked')
  expect(wishOf({ ...wishes, picked: '' })).toBe('preferred')
  expect(wishOf({ ...wishes, picked: '', preferred: '' })).toBe('remembered')
  expect(wishOf({ ...unwished, latest: 'latest' })).toBe('latest')
  expect(wishOf(unwished)).toBe('')
  expect(wishOf({ ...unwished, latest: undefined })).toBeUndefined()
})

test('takes the one that was asked for', () => {
  expect(choiceOf({ ...listed, wish: older.id })).toEqual({ state: 'chosen', assistant: older })
})

test('takes the newest only where none was asked for', () => {
  expect(choiceOf({ ...listed, wish: '' })).toEqual({ state: 'chosen', assistant: newest })
  expect(choiceOf({ ...listed, wish: undefined }), 'the latest run is not known yet').toEqual({ state: 'loading' })
  expect(choiceOf({ ...listed, wish: 'asst_far' }), 'it is being asked for').toEqual({ state: 'loading' })
})

test('takes no other for one that is gone or cannot be had', () => {
  expect(choiceOf({ ...listed, wish: 'asst_gone', error: gone })).toEqual({ state: 'gone' })
  const failure = new ApiError(500, 'The disk is full.')
  expect(choiceOf({ ...listed, wish: 'asst_far', error: failure })).toEqual({ state: 'failed' })
  expect(choiceOf({ ...listed, wish: undefined, error: failure })).toEqual({ state: 'failed' })
  expect(choiceOf({ ...listed, wish: undefined, error: gone }), 'no assistant was asked for').toEqual({
    state: 'failed',
  })
})

test('there is none to choose only once the list says so', () => {
  const empty = { options: [], isListed: true, error: null }
  expect(choiceOf({ ...empty, wish: '' })).toEqual({ state: 'none' })
  expect(choiceOf({ ...empty, wish: 'asst_gone', error: gone })).toEqual({ state: 'none' })
  expect(choiceOf({ ...empty, wish: '', isListed: false })).toEqual({ state: 'loading' })
  expect(choiceOf({ ...empty, wish: '', isListed: false, error: new ApiError(500, 'No.') })).toEqual({
    state: 'failed',
  })
})

test('a refused key is told from another failure', () => {
  const error = new ApiError(502, 'Incorrect API key provided.', { code: 'account_key_refused' })
  const none = { options: [], isListed: false, error }
  expect(choiceOf({ ...none, wish: '' })).toEqual({ state: 'refused' })
  expect(choiceOf({ ...none, wish: 'asst_older' })).toEqual({ state: 'refused' })
})
