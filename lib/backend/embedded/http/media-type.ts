/** What a file is told to be by the end of its name. What a browser could run is told as plain text. */
const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
  // As a picture in a page it runs nothing; by itself it is saved, not opened.
  svg: 'image/svg+xml',
}

const plain = /^(?:txt|text|log|html?|xml|[cm]?[jt]sx?|css|py|rb|go|java|c|cpp|h|cs|php|sh|tex|ya?ml|toml|ini|tsv|sql)$/

export function mediaTypeOf(filename: string): string {
  const [, end = ''] = /\.([a-z0-9]+)$/i.exec(filename) ?? []
  const name = end.toLowerCase()
  return types[name] ?? (plain.test(name) ? 'text/plain; charset=utf-8' : 'application/octet-stream')
}
