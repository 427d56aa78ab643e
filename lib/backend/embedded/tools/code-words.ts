// What a model is told about the code interpreter, and of what its code has done.
import type { WrittenFile } from '@/lib/protocol/event'
import type { CellResult } from '@/lib/backend/python/cell-result'

/** What a model reads of a cell's output; all of it stands on the step. */
const MAX_OUTPUT = 20_000

/** What a cell has made, as files of the connection. */
export interface Kept {
  readonly pictures: readonly { readonly name: string; readonly file_id: string }[]
  /** Pictures among them. */
  readonly files: readonly WrittenFile[]
}

const DESCRIPTION =
  'Runs Python in a session that is kept for this conversation: names and files of earlier calls are still there. ' +
  'The standard library is always available; other packages (numpy, pandas, matplotlib) where the server has them. ' +
  'There is no network. Pictures that are written to /mnt/data (PNG, SVG) are shown to the user. To offer any other ' +
  'file that was written there, link to it as [its name](sandbox:/mnt/data/file.csv).'

export const describe = (names: readonly string[]): string =>
  names.length === 0
    ? DESCRIPTION
    : `${DESCRIPTION} Files of the user in /mnt/data: ${names.map((name) => JSON.stringify(name)).join(', ')}.`

/** Of a long text its beginning and its end. */
function shortened(text: string): string {
  if (text.length <= MAX_OUTPUT) return text
  const half = MAX_OUTPUT / 2
  return `${text.slice(0, half)}\n[… ${text.length - MAX_OUTPUT} characters left out …]\n${text.slice(-half)}`
}

export function answerOf(
  { logs, error }: Pick<CellResult, 'logs' | 'error'>,
  { pictures, files, wasReset }: Kept & { readonly wasReset: boolean },
): string {
  const lines = [
    wasReset ? '[The session was reset: names and files of earlier calls are gone.]' : '',
    shortened(logs.trimEnd()),
    error ?? '',
    pictures.length > 0 ? `[Shown to the user: ${pictures.map(({ name }) => name).join(', ')}]` : '',
    files.length > 0 ? `[Written: ${files.map(({ path }) => `sandbox:${path}`).join(', ')}]` : '',
  ]
  return lines.filter((line) => line !== '').join('\n')
}
