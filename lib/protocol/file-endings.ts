// Which files can be searched, by the endings of their names. Without zod: a page's file picker offers the same.

/** Text of any kind: read as it is. */
const ofText = ['txt', 'text', 'md', 'markdown', 'csv', 'tsv', 'log', 'tex', 'rst', 'srt', 'vtt']
const ofData = ['json', 'jsonl', 'ndjson', 'xml', 'yaml', 'yml', 'toml', 'ini', 'conf', 'env', 'properties']
const ofCode = [
  ...[
    'c',
    'cc',
    'cpp',
    'cs',
    'css',
    'go',
    'h',
    'hpp',
    'java',
    'js',
    'jsx',
    'kt',
    'lua',
    'mjs',
    'php',
    'pl',
    'ps1',
    'py',
  ],
  ...['r', 'rb', 'rs', 'scala', 'scss', 'sh', 'sql', 'swift', 'ts', 'tsx', 'vue'],
]
const ofPages = ['html', 'htm', 'xhtml']
const ofDocuments = ['pdf', 'docx', 'pptx', 'xlsx']

/** Endings of markup whose text is what a browser would show. */
export const htmlEndings: readonly string[] = ofPages

/** All endings that are known, in small letters without the dot. Text without one of them is read, too. */
export const searchableEndings: readonly string[] = [...ofDocuments, ...ofPages, ...ofText, ...ofData, ...ofCode]

/** The ending of a file's name in small letters, `''` where there is none. */
export const endingOf = (filename: string): string => /\.([^./\\]+)$/.exec(filename)?.[1]?.toLowerCase() ?? ''
