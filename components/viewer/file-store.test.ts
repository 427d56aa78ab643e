import { expect, it } from 'vitest'
import { toBase64 } from '@/lib/capsule/base64'
import { capsuleOf } from '@/lib/capsule/testing/capsules'
import { createFileStore } from './file-store'

const file = {
  object: 'file' as const,
  bytes: 6,
  created_at: 1,
  purpose: 'assistants_output' as const,
  status: 'processed' as const,
}
const named = (id: string, filename: string, base64: string | null) => ({ file: { ...file, id, filename }, base64 })
const bytes = toBase64(new TextEncoder().encode('<svg/>'))

it('shows drawings of lines as pictures, at an address that no page can be opened at', () => {
  const { recording } = capsuleOf()
  const files = [
    named('file-1', 'Chart.SVG', bytes),
    named('file-2', 'chart.png', bytes),
    named('file-3', 'page.html', bytes),
    named('file-4', 'left-out.svg', null),
  ]
  const { here, release } = createFileStore({ files, recording })
  expect(here.addressOf('file-1')).toBe(`data:image/svg+xml;base64,${bytes}`)
  expect(here.addressOf('file-2')).toMatch(/^blob:/)
  expect(here.addressOf('file-3')).toMatch(/^blob:/)
  expect(here.addressOf('file-4')).toBe('')
  release()
})
