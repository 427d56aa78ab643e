import { expect, it } from 'vitest'
import { fileReasonIn } from './file-reasons'

const none = { size: '', count: '', page: '', what: '' }

it.each([
  ['The file is empty.', 'empty', none],
  ['Texts of more than 64 MB are not read.', 'too_large', { ...none, what: 'Texts', size: '64 MB' }],
  ['PDFs of more than 20000 pages are not read.', 'pdf_pages', { ...none, count: '20000' }],
  ['PDFs of more than 200 MB are not read.', 'too_large', { ...none, what: 'PDFs', size: '200 MB' }],
  ['Page 3 of 12 cannot be read: the PDF is damaged or incomplete.', 'pdf_page', { ...none, page: '3', count: '12' }],
  ['The PDF is encrypted and needs a password.', 'encrypted', { ...none, what: 'PDF' }],
  ['The file is a picture (PNG), not a document with text.', 'other_kind', { ...none, what: 'a picture (PNG)' }],
])('knows again: %s', (sentence, key, values) => {
  expect(fileReasonIn(sentence)).toEqual({ key, values })
})

it('knows no sentence of others', () => {
  expect(fileReasonIn('Something else went wrong.')).toBeUndefined()
  expect(fileReasonIn('The file is empty. So it is.')).toBeUndefined()
})
