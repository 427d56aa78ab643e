import { describe, expect, it } from 'vitest'
import { createMessageBody } from '@/lib/protocol/message'
import { messageOf } from './attached'
import { sizeIn } from './size-in'

const table = { id: 'file-1', filename: 'orders.csv', bytes: 10, isImage: false }
const chart = { id: 'file-2', filename: 'chart.png', bytes: 10, isImage: true }
const fn = { type: 'function' as const, function: { name: 'f' } }

describe('the message of a draft with files', () => {
  it('hands files to the tools that read some, and shows images', () => {
    const tools = [fn, { type: 'code_interpreter' as const }]
    const message = messageOf({ text: 'Sum up', files: [table, chart], tools })
    expect(message).toEqual({
      role: 'user',
      content: [
        { type: 'text', text: 'Sum up' },
        { type: 'image_file', image_file: { file_id: 'file-2' } },
      ],
      attachments: [{ file_id: 'file-1', tools: [{ type: 'code_interpreter' }] }],
    })
    expect(createMessageBody.parse(message)).toEqual(message)
  })

  it('is words alone, an image alone, or none', () => {
    expect(messageOf({ text: 'Hi', files: [], tools: [] })).toEqual({ role: 'user', content: 'Hi' })
    expect(messageOf({ text: '', files: [chart], tools: [] })?.content).toHaveLength(1)
    expect(messageOf({ text: '', files: [table], tools: [] })).toBeNull()
  })

  it('comes with files that no tool reads', () => {
    expect(messageOf({ text: 'Hi', files: [table], tools: [fn] })?.attachments).toEqual([{ file_id: 'file-1' }])
  })
})

it.each([
  [0, 'bytes', '0'],
  [999, 'bytes', '999'],
  [38_289, 'kilobytes', '38.3'],
  [999_960, 'megabytes', '1'],
  [536_870_912, 'megabytes', '536.9'],
])('writes %d bytes', (bytes, unit, size) => {
  expect(sizeIn(bytes)).toEqual({ unit, size })
})
