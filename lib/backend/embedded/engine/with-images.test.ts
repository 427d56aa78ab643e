import { expect, it } from 'vitest'
import type { ContentPart } from '@/lib/protocol/message'
import type { ChatTurn } from '@/lib/backend/models/model'
import { inputOf } from '@/lib/backend/models/testing/model-input-fixture'
import { withImages } from './with-images'

const image = (file_id: string): ContentPart => ({ type: 'image_file', image_file: { file_id } })
const shown = (url: string): ContentPart => ({ type: 'image_url', image_url: { url } })
const user = (...content: ContentPart[]): ChatTurn => ({ role: 'user', content })

it('reads the newest images first, as many as a request may have, and leaves the others files', async () => {
  const asked: string[] = []
  const url = `data:image/png;base64,${'A'.repeat(20 * 1024 * 1024)}`
  const read = async (id: string) => {
    asked.push(id)
    return id === 'file-gone' ? undefined : url
  }
  const answer: ChatTurn = { role: 'assistant', content: [image('file-made')] }
  const turns = [user(image('file-1')), answer, user(image('file-2'), image('file-gone'), image('file-3'))]
  const { turns: seen } = await withImages(inputOf({ turns }), read)
  expect(asked).toEqual(['file-3', 'file-gone', 'file-2', 'file-1'])
  expect(seen[2]).toEqual(user(shown(url), image('file-gone'), shown(url)))
  expect(seen.slice(0, 2)).toEqual(turns.slice(0, 2))
})

it('reads the newest pictures that code has drawn, a few of them, in formats that endpoints take', async () => {
  const read = async (id: string) => `data:image/${id.endsWith('svg') ? 'svg+xml' : 'png'};base64,${id}`
  const drew = (...ids: string[]): ChatTurn => {
    const pictures = ids.map((file_id) => ({ file_id }))
    return { role: 'calls', calls: [{ id: 'call_1', name: 'code_interpreter', arguments: '{}', output: '', pictures }] }
  }
  const { turns } = await withImages(inputOf({ turns: [drew('1', '2'), drew('3.svg', '4'), drew('5', '6')] }), read)
  const seen = turns.flatMap((turn) =>
    turn.role === 'calls' ? turn.calls.flatMap(({ pictures = [] }) => pictures) : [],
  )
  expect(seen.filter(({ url }) => url).map(({ file_id }) => file_id)).toEqual(['2', '4', '5', '6'])
})
