import { parsingLimits } from '../limits'
import { invalid } from '../parse-error'
import type { OfficePackage } from './office-package'

const MAX_TEXTS = 2_000_000

/** The texts that cells refer to by number. */
export async function readSharedTexts(office: OfficePackage, part: string): Promise<readonly string[]> {
  const texts: string[] = []
  let [text, length, inText, phonetics] = ['', 0, false, 0]
  await office.read(part, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') inText = true
      // How a text in Chinese characters is read aloud.
      else if (name === 'rPh') phonetics += 1
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetics -= 1
      else if (name === 'si') texts.push(text)
      if (texts.length > MAX_TEXTS) throw invalid(`The workbook has more than ${MAX_TEXTS} texts.`)
    },
    text(piece) {
      if (!inText || phonetics > 0) return
      text += piece
      length += piece.length
      if (length > parsingLimits.textBytes) throw invalid('The workbook has more text than is read.')
    },
  })
  return texts
}
