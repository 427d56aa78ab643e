// Moving in and out through a running server.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { setTimeout as wait } from 'node:timers/promises'
import { ApiError } from '@/lib/protocol/error'
import type { Transfer, TransferTally } from '@/lib/protocol/transfer'
import { kindOfPath } from '@/lib/backend/transfer/open-source'
import { choicesFor } from '@/lib/backend/transfer/transfer-job'
import { packFolder, unpackZip } from '@/lib/backend/transfer/pack-folder'
import { StartError } from '../start-error'
import type { ExportCommand, ImportCommand } from './arguments'
import type { Progress } from './on-data-folder'

export interface Server {
  readonly baseUrl: string
  readonly token: string | undefined
}

const POLL_MS = 500

/** What became of everything, each object by name that there is something to say of. */
export async function importThrough(
  server: Server,
  command: ImportCommand,
  { onProgress }: Progress,
): Promise<TransferTally> {
  const sent = await send(server, command)
  const checked = await settled(server, sent, onProgress)
  if (!checked.checked) throw new StartError(checked.error ?? 'The server did not read it to its end.')
  if (command.isDry) {
    const report = await answer<Transfer>(server, `/${sent.id}/report`)
    await ask(server, `/${sent.id}`, { method: 'DELETE' })
    return report.checked ?? checked.checked
  }
  const choices = choicesFor(command.onConflict ?? 'keep')
  const body = JSON.stringify({ choices, with_file_bytes: command.withBytes })
  const headers = { 'content-type': 'application/json' }
  const begun = await answer<Transfer>(server, `/${sent.id}/import`, { method: 'POST', body, headers })
  const done = await settled(server, begun, onProgress)
  if (done.status !== 'done' || !done.imported)
    throw new StartError(
      `${done.error ?? 'The import was stopped.'} Begin it again: what is there already is left out.`,
    )
  return (await answer<Transfer>(server, `/${sent.id}/report`)).imported ?? done.imported
}

/** Polls until the server has come to an end of what it is at. */
async function settled(server: Server, begun: Transfer, onProgress: Progress['onProgress']): Promise<Transfer> {
  let transfer = begun
  while (transfer.status === 'checking' || transfer.status === 'importing') {
    await wait(POLL_MS)
    transfer = await answer<Transfer>(server, `/${transfer.id}`)
    onProgress(transfer.progress.done)
  }
  return transfer
}

/** Sends the file; a folder is packed before. */
async function send(server: Server, command: ImportCommand): Promise<Transfer> {
  const { path } = command
  if ((await kindOfPath(path)) !== 'folder') return upload(server, command, path)
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, `${basename(path)}.zip`)
    await packFolder(path, file)
    return upload(server, command, file)
  })
}

/** As a form that is written while it is sent: a file need not fit into memory. */
function upload(server: Server, { to, withBytes }: ImportCommand, path: string): Promise<Transfer> {
  const boundary = 'playground-transfer-7d1c5e0b'
  const name = basename(path).replaceAll(/["\r\n]/g, '_')
  const form = async function* () {
    yield Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
        'content-type: application/octet-stream\r\n\r\n',
    )
    yield* createReadStream(path) as AsyncIterable<Buffer>
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }
  return answer<Transfer>(server, `?to=${encodeURIComponent(to)}&file_bytes=${withBytes}`, {
    method: 'POST',
    body: Readable.toWeb(Readable.from(form())) as ReadableStream,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    duplex: 'half',
  })
}

export const exportThrough = (server: Server, { path, from, threadIds, withBytes }: ExportCommand) =>
  inTemporaryFolder(async (folder) => {
    const threads = threadIds === null ? '' : `&threads=${encodeURIComponent(threadIds.join(','))}`
    const { body } = await ask(server, `/export/${encodeURIComponent(from)}?file_bytes=${withBytes}${threads}`)
    if (body === null) throw new StartError('The server sent nothing.')
    const file = join(folder, 'export.zip')
    await pipeline(Readable.fromWeb(body as NodeReadableStream), createWriteStream(file, { mode: 0o600 }))
    await unpackZip(file, path)
  })

const answer = async <T>(...asking: Parameters<typeof ask>): Promise<T> => (await (await ask(...asking)).json()) as T

async function ask({ baseUrl, token }: Server, path: string, init: RequestInit & { duplex?: 'half' } = {}) {
  const headers = new Headers(init.headers)
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/api/transfers${path}`, { ...init, headers })
  if (!response.ok) throw await ApiError.fromResponse(response)
  return response
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-transfer-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
