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
