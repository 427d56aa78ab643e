import { SaxesParser } from 'saxes'
import { MAX_LEVELS } from '../limits'
import { invalid } from '../parse-error'

export interface XmlHandlers {
  /** Names of elements and attributes come without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string | undefined>>): void
  close?(name: string): void
  text?(text: string): void
}

/** More than any document has in one element or tag; until then the parser keeps it. */
const MAX_AT_ONCE = 32 * 1024 * 1024

/**
 * Reads XML as it comes. Rejects with `ParseError` where it is not well-formed, is nested too deep, or has a document
 * type: that may define entities that grow without end or lie elsewhere, and no Office document has one.
 */
export async function readXml(stream: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser()
  let depth = 0
  let sinceEvent = 0
  parser.on('doctype', () => {
    throw invalid('The document has a document type definition (DTD): it is not read.')
  })
  parser.on('error', () => {
    throw invalid('The document is damaged: its XML is not well-formed.')
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    sinceEvent = 0
    if (depth > MAX_LEVELS.xml) throw invalid(`The document has more than ${MAX_LEVELS.xml} elements in each other.`)
    handlers.open?.(localName(name), withLocalNames(attributes))
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    sinceEvent = 0
    handlers.close?.(localName(name))
  })
  parser.on('text', (text) => handlers.text?.(text))
  let decoder: TextDecoder | undefined
  for await (const bytes of stream) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true })
    sinceEvent += bytes.length
    if (sinceEvent > MAX_AT_ONCE) throw invalid('The document has an element that is too large to be read.')
    parser.write(decoder.decode(bytes, { stream: true }))
  }
  parser.write(decoder?.decode() ?? '').close()
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function withLocalNames(attributes: Readonly<Record<string, unknown>>) {
  const local = Object.create(null) as Record<string, string>
  // Of `r:id` and `id` in one element, as slides have them, both are kept.
  for (const [name, value] of Object.entries(attributes)) {
    local[name] = String(value)
    local[localName(name)] ??= String(value)
  }
  return local
}
