// What leaves: secrets never, words and patterns and whole kinds as the reader chose. Ids stay as they are.
import { fromBase64, toBase64 } from './base64'
import type { Capsule, CapsuleFile, LeftOutKind } from './capsule'
import { type Find, findInJsonToo, joined, type Place } from './find-spans'
import { COVER, leaveOut, leaveOutOfLog } from './leave-out'
import { findSecrets, isSecretName } from './secrets'
import { isFree, type Text, textsIn, textsOfLog } from './text-pieces'

export interface Redaction {
  readonly leftOut: readonly LeftOutKind[]
  /** Words and patterns, each with what finds it. */
  readonly terms: readonly Find[]
}

export interface Redacted {
  readonly capsule: Capsule
  /** How many places each term had, in their order. */
  readonly found: readonly number[]
  /** How many places looked like keys or passwords. */
  readonly secrets: number
  /** Files in which nothing was looked for, because they are no text. */
  readonly unread: readonly string[]
}

/**
 * The capsule as it may leave. What is covered keeps its length, so that the marks of citations behind it stay where
 * they are; the texts that deltas make are searched whole, so that no word survives in pieces.
 */
export function redact(given: Capsule, { leftOut, terms }: Redaction): Redacted {
  const capsule = structuredClone(given)
  const kinds = new Set(leftOut)
  const cover = createCover([findSecrets, ...terms])
  const { recording } = capsule
  leaveOut([recording.thread, recording.messages, recording.assistants], kinds)
  for (const { events } of recording.runs) {
    leaveOutOfLog(events, kinds)
    withoutEncrypted(events)
    textsOfLog(events, cover.text)
  }
  const { runs: _, title, ...beside } = recording
  const titled = { title }
  textsIn({ beside, titled, labels: capsule.labels }, cover.text)
  coverNames(recording, cover)
  const read = capsule.files.map((file) => withFile(file, { cover, kinds }))
  if (kinds.has('files')) withoutPictures(recording)
  const [secrets = 0, ...found] = cover.counts
  return {
    capsule: {
      ...capsule,
      recording: { ...recording, title: titled.title },
      files: read.map(({ file }) => file),
      left_out: leftOut,
      covered: secrets + found.reduce((sum, count) => sum + count, 0),
    },
    found,
    secrets,
    unread: read.flatMap(({ isRead }, index) => (isRead ? [] : (given.files[index]?.file.filename ?? []))),
  }
}

type Cover = ReturnType<typeof createCover>

function createCover(finds: readonly Find[]) {
  const everywhere = finds.map(findInJsonToo)
  const counts = finds.map(() => 0)
  function placesIn(whole: string): readonly Place[] {
    return everywhere.flatMap((find, index) => {
      const places = joined(find(whole))
      counts[index] = (counts[index] ?? 0) + places.length
      return places
    })
  }
  return {
    counts,
    covered(whole: string): string {
      const places = joined(placesIn(whole))
      return places.length === 0 ? whole : masked(whole, places)
    },
    number(value: number): number | string {
      const text = this.covered(String(value))
      return text === String(value) ? value : text
    },
    text(pieces: Text) {
      const whole = pieces.length === 1 ? (pieces[0]?.text ?? '') : pieces.map(({ text }) => text).join('')
      const places = joined(placesIn(whole))
      if (places.length === 0) return
      const cut = masked(whole, places)
      let at = 0
      for (const { holder, key, text } of pieces) {
        holder[key] = cut.slice(at, at + text.length)
        at += text.length
      }
    },
  }
}

function masked(whole: string, places: readonly Place[]): string {
  let [text, at] = ['', 0]
  for (const [from, to] of places) {
    text += whole.slice(at, from) + COVER.repeat(to - from)
    at = to
  }
  return text + whole.slice(at)
}

/** What an endpoint gets back of its own reasoning, some of it encrypted, is nothing to read. */
function withoutEncrypted(events: Capsule['recording']['runs'][number]['events']) {
  for (const { data } of events) if ('details' in data) Reflect.deleteProperty(data, 'details')
}

/**
 * What is called a secret is one. And where names are somebody's own, as in metadata and schemas, they are searched,
 * too, and so are numbers: one that is covered is a text from then on.
 */
function coverNames(value: unknown, cover: Cover, isOwn = false): void {
  if (typeof value !== 'object' || value === null) return
  const holder = value as Record<string, unknown>
  for (const [key, inner] of Object.entries(holder)) {
    if (typeof inner === 'string' && inner !== '' && isSecretName(key)) holder[key] = COVER.repeat(8)
    else if (isOwn && typeof inner === 'number') holder[key] = cover.number(inner)
    else coverNames(inner, cover, isOwn || isFree(key))
    if (!isOwn || Array.isArray(value)) continue
    const name = cover.covered(key)
    if (name === key) continue
    holder[name] = holder[key]
    Reflect.deleteProperty(holder, key)
  }
}

/** Pictures that lie in messages are files, too. */
function withoutPictures(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const holder = value as Record<string, unknown>
  for (const [key, inner] of Object.entries(holder)) {
    if (key === 'url' && typeof inner === 'string' && inner.startsWith('data:')) holder[key] = COVER.repeat(4)
    else withoutPictures(inner)
  }
}

interface Covering {
  readonly cover: Cover
  readonly kinds: ReadonlySet<LeftOutKind>
}

/** A file that is text is searched as texts are. */
function withFile({ file, base64 }: CapsuleFile, { cover, kinds }: Covering): { file: CapsuleFile; isRead: boolean } {
  const named = { ...file, filename: cover.covered(file.filename) }
  if (base64 === null || kinds.has('files')) return { file: { file: named, base64: null }, isRead: true }
  const text = textOf(fromBase64(base64))
  if (text === undefined) return { file: { file: named, base64 }, isRead: false }
  const bytes = new TextEncoder().encode(cover.covered(text))
  return { file: { file: { ...named, bytes: bytes.byteLength }, base64: toBase64(bytes) }, isRead: true }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
