import { DataUrl } from './data-url'
import { splitAtDataUrls } from './split-at-data-urls'

/** A text whose files are shortened where they are seen. Props: text. */
export function TextWithFiles({ text }: { text: string }) {
  return splitAtDataUrls(text).map((part, index) => (index % 2 === 1 ? <DataUrl key={index} url={part} /> : part))
}
