import { SaxesParser } from 'saxes'

/** The texts of an element's children, by their names. */
export type Texts = Readonly<Record<string, string>>

/** The elements of this name, in order. Throws where it is no XML. */
export function elementsIn(xml: string, name: string): readonly Texts[] {
  const found: Record<string, string>[] = []
  const open: string[] = []
  const parser = new SaxesParser()
  let text = ''
  parser.on('opentag', (tag) => {
    open.push(tag.name)
    if (tag.name === name) found.push({})
    text = ''
  })
  parser.on('text', (more) => (text += more))
  parser.on('closetag', () => {
    const closed = open.pop()
    const element = found.at(-1)
    if (closed !== undefined && element && open.at(-1) === name) element[closed] = text
  })
  parser.on('error', (error) => {
    throw error
  })
  // Servers keep a line open with white space before they answer.
  parser.write(xml.trim()).close()
  return found
}
