import { afterAll, describe, expect, it } from 'vitest'
import { AUTO_CHUNKING } from '@/lib/backend/retrieval/chunk-text'
import type { IndexedChunk } from './child-messages'
import { extractText } from './extract-text'
import { indexFile } from './index-file'
import { chinesePdf, encryptedPdf, textPdf } from './testing/pdf-files'
import { docxOf, paragraph } from './testing/office-files'
import { writtenFiles } from './testing/written-files'

const files = writtenFiles()
afterAll(files.remove)

const written = (filename: string, bytes: string | Uint8Array) => ({ path: files.write(bytes), filename })

describe('in a process of its own', () => {
  it.each([
    [
      'a text longer than a piece',
      () => '你好 world\n'.repeat(40_000),
      { ok: true, text: '你好 world\n'.repeat(40_000) },
    ],
    ['a PDF', chinesePdf, { ok: true, text: '你好世界\n\n', pages: [0] }],
    ['a document', () => docxOf(paragraph('Hello')), { ok: true, text: 'Hello\n' }],
    [
      'a file that cannot be read',
      encryptedPdf,
      { ok: false, code: 'invalid_file', message: 'The PDF is encrypted and needs a password.' },
    ],
  ])('%s is read', async (_, make, found) => {
    expect(await extractText(written('file', await make()))).toEqual(found)
  })

  it.each([
    ['all the time', { wallMs: 1 }, 'takes longer than'],
    ['the time without getting on', { silentMs: 1 }, 'does not get on'],
    ['the memory', { residentMegabytes: 1 }, 'takes more memory than'],
    ['the heap', { heapMegabytes: 4 }, 'takes more memory than'],
  ])('what takes more than %s that it may is ended', async (_, limits, message) => {
    const found = await extractText(written('long.html', '<p>word</p>'.repeat(1_000_000)), { limits })
    expect(found).toEqual({ ok: false, code: 'invalid_file', message: expect.stringContaining(message) })
  })

  it('a file that is not there is a failure, too', async () => {
    const found = await extractText({ path: '/nowhere/at-all', filename: 'a.txt' })
    expect(found).toEqual({ ok: false, code: 'server_error', message: 'The file is not there any more.' })
  })

  it('reading ends when nobody wants it any more', async () => {
    const leaving = new AbortController()
    const reading = extractText(written('a.txt', 'a'), { signal: leaving.signal })
    leaving.abort(new Error('left'))
    await expect(reading).rejects.toThrow('left')
    await expect(extractText(written('a.txt', 'a'), { signal: leaving.signal })).rejects.toThrow('left')
  })
})

describe('an index', () => {
  it('has chunks with their places, their pages and their terms', async () => {
    const chunks: IndexedChunk[] = []
    const index = await indexFile(
      written('two.pdf', textPdf('Reset passwords\nresets a word', 'page two')),
      { maxTokens: 6, overlapTokens: 0 },
      { take: (taken) => void chunks.push(...taken) },
    )
    expect(index).toEqual({ ok: true, chunks: chunks.length, characters: expect.any(Number) })
    expect(chunks.map(({ index: at, page }) => [at, page])).toEqual([
      [0, 1],
      [1, 2],
    ])
    expect(new Map(chunks[0]?.terms)).toEqual(new Map(Object.entries({ reset: 2, password: 1, word: 1 })))
    expect(chunks[0]).toMatchObject({ start: 0, length: 4 })
  })

  it('comes in pieces, each when the one before was taken', async () => {
    let [taking, pieces, most] = [0, 0, 0]
    const text = 'Some words of no great interest. '.repeat(20_000)
    const index = await indexFile(written('long.txt', text), AUTO_CHUNKING, {
      async take() {
        taking += 1
        pieces += 1
        most = Math.max(most, taking)
        await new Promise((resolve) => setImmediate(resolve))
        taking -= 1
      },
    })
    expect(index).toMatchObject({ ok: true })
    expect(pieces).toBeGreaterThan(5)
    expect(most).toBe(1)
  })

  it('ends with the error of who takes it', async () => {
    const index = indexFile(written('a.txt', 'a'), AUTO_CHUNKING, { take: () => Promise.reject(new Error('full')) })
    await expect(index).rejects.toThrow('full')
  })
})
