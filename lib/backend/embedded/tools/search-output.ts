import type { SearchResult } from '@/lib/protocol/step'

/** What stands behind a sentence that a result supports; read again out of the answer as a citation. */
const citationMarker = (search: number, result: number, filename: string) =>
  `【${search}:${result}†${filename.replaceAll(/[【】\n]/g, ' ')}】`

/** What a model reads of a search: each result under its marker, best first. `search` is the ordinal of the call. */
export function searchOutput(results: readonly SearchResult[], search: number): string {
  if (results.length === 0) return 'Nothing was found.'
  return results
    .map(({ file_name, content = [] }, index) => {
      const text = content.map((part) => part.text).join('\n')
      return `${citationMarker(search, index, file_name)}\n${text.trim()}`
    })
    .join('\n\n')
}

/** How the model is told to cite, for the tool's description. */
export const HOW_TO_CITE =
  'Each result stands under a marker such as 【0:0†file.pdf】. Copy the marker of a result, unchanged, behind each ' +
  'statement that rests on it.'
