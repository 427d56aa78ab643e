/** How a file is shown. `text` may turn out to be none. */
export type FileKind = 'image' | 'table' | 'json' | 'markdown' | 'text' | 'pdf' | 'office' | 'archive' | 'media'

const ends: Readonly<Record<string, FileKind>> = {
  ...of('image', 'png jpg jpeg gif webp avif bmp ico'),
  ...of('table', 'csv tsv tab'),
  ...of('json', 'json geojson ipynb webmanifest'),
  ...of('markdown', 'md markdown'),
  ...of('pdf', 'pdf'),
  ...of('office', 'doc docx ppt pptx xls xlsx odt odp ods pages key numbers'),
  ...of('archive', 'zip gz tgz tar bz2 xz 7z rar zst jar whl'),
  ...of('media', 'mp3 wav ogg flac m4a mp4 mov avi mkv webm'),
}

function of(kind: FileKind, names: string): Readonly<Record<string, FileKind>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]))
}

/** The end of a file's name, without its dot and in small letters; empty where it has none. */
export const endOf = (filename: string) => (/\.([a-z0-9+]+)$/i.exec(filename)?.[1] ?? '').toLowerCase()

/** How a file of this name is shown; what has an unknown end may be a text. */
export function fileKindOf(filename: string): FileKind {
  return ends[endOf(filename)] ?? 'text'
}
