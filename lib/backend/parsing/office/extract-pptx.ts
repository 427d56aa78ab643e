import type { TextSink } from '../text-sink'
import type { OfficePackage } from './office-package'

/** The slides of a presentation in their order, each with its notes behind it; each begins a page. */
export async function extractPptx(office: OfficePackage, main: string, sink: TextSink): Promise<void> {
  const ids: string[] = []
  await office.read(main, {
    open(name, attributes) {
      if (name === 'sldId' && attributes['r:id'] !== undefined) ids.push(attributes['r:id'])
    },
  })
  const relations = await office.relationsOf(main)
  const slides = new Set(ids.flatMap((id) => relations.get(id)?.target ?? []))
  for (const slide of slides) {
    sink.beginPage()
    await readSlide(office, slide, sink)
    for (const { type, target } of (await office.relationsOf(slide)).values()) {
      if (type === 'notesSlide') await readSlide(office, target, sink)
    }
    sink.add('\n')
  }
}

async function readSlide(office: OfficePackage, part: string, sink: TextSink) {
  let [inText, cells, fields] = [false, 0, 0]
  await office.read(part, {
    open(name) {
      if (name === 't') inText = true
      // Numbers of slides and dates.
      else if (name === 'fld') fields += 1
      else if (name === 'tc') cells += 1
      else if (name === 'br') sink.add('\n')
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'fld') fields -= 1
      else if (name === 'p') sink.add(cells > 0 ? ' ' : '\n')
      else if (name === 'tr') sink.add('\n')
      else if (name === 'tc') {
        cells -= 1
        sink.add('\t')
      }
    },
    text(text) {
      if (inText && fields === 0) sink.add(text)
    },
  })
}
