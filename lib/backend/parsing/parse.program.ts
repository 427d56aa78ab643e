// Reads one file that somebody has uploaded, in a process of its own that may do nothing else. The file is its standard
// input; it says what it found in pieces, and goes on when each was taken.
import { once } from 'node:events'
import type { ChildMessage, ParseJob } from './child-messages'
import { extract } from './extract'
import { sourceOf } from './file-source'
import { indexedChunks } from './indexed-chunks'
import { ParseError } from './parse-error'
import type { ExtractedText } from './text-sink'

/** In UTF-16 units: a piece of this length is read within a millisecond. */
const PIECE = 128 * 1024

const say = (message: ChildMessage) => process.send?.(message)

async function sayAndWait(message: ChildMessage) {
  const taken = once(process, 'message')
  say(message)
  await taken
}

async function work({ filename, textBytes, chunking }: ParseJob) {
  const found = await extract(sourceOf(0), { filename, textBytes, onPage: () => say({ type: 'progress' }) })
  if (chunking) {
    for (const chunks of indexedChunks(found, chunking)) await sayAndWait({ type: 'chunks', chunks })
  } else await sayText(found)
  const { text, pages } = found
  say({ type: 'done', characters: text.length, ...(pages && { pages }) })
}

async function sayText({ text }: ExtractedText) {
  for (let at = 0; at < text.length; at += PIECE) await sayAndWait({ type: 'text', text: text.slice(at, at + PIECE) })
}

function sayFailure(error: unknown) {
  if (error instanceof ParseError) say({ type: 'failed', code: error.code, message: error.message })
  else say({ type: 'failed', code: 'server_error', message: 'The file could not be read.' })
}

// Nobody waits for the result once the server has gone.
process.on('disconnect', () => process.exit())
process.on('unhandledRejection', () => undefined)

// What reads a file has no use for the network; on the permission model alone it would be open before Node 25.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name)

const asked = once(process, 'message')
say({ type: 'ready' })
const [job] = (await asked) as [ParseJob]
await work(job).catch(sayFailure)
process.disconnect()
