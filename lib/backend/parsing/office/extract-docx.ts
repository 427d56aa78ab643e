import type { TextSink } from '../text-sink'
import type { OfficePackage } from './office-package'

/** What stands in a text document, its foot- and endnotes behind it. What was deleted is not read. */
export async function extractDocx(office: OfficePackage, main: string, sink: TextSink): Promise<void> {
  await readStory(office, main, sink)
  for (const { type, target } of (await office.relationsOf(main)).values()) {
    if (type === 'footnotes' || type === 'endnotes') await readStory(office, target, sink)
  }
}

const signs: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }

async function readStory(office: OfficePackage, part: string, sink: TextSink) {
  let [inText, cells, fallbacks] = [false, 0, 0]
  await office.read(part, {
    open(name) {
      if (name === 'Fallback') fallbacks += 1
      else if (name === 't') inText = true
      else if (name === 'tc') cells += 1
      // A tab is also an element of the settings of a paragraph, where it has no text before it: it does no harm.
      else if (signs[name] !== undefined && fallbacks === 0) sink.add(signs[name])
    },
    close(name) {
      if (name === 'Fallback') fallbacks -= 1
      else if (name === 't') inText = false
      else if (name === 'p') sink.add(cells > 0 ? ' ' : '\n')
      else if (name === 'tr') sink.add('\n')
      else if (name === 'tc') {
        cells -= 1
        sink.add('\t')
      }
    },
    text(text) {
      // The same drawing stands in a document twice, the second time for older programs.
      if (inText && fallbacks === 0) sink.add(text)
    },
  })
}
