'use client'

import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { sentTextOf } from '@/components/text/sent-text'
import { keep, keptUnder, useKept } from '@/components/kept/kept-in-tab'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { Tool } from '@/lib/protocol/tool'
import { isUnderway, uploadStore } from './upload-store'

/** A file that goes with the message that is being written. */
export interface AttachedFile {
  readonly id: string
  readonly filename: string
  readonly bytes: number
  /** Shown to the model as an image; else handed to tools. */
  readonly isImage: boolean
}

/** A message has no more. */
const MAX_ATTACHED = 10

const none: readonly AttachedFile[] = []
const nameOf = (place: string) => `attached:${place}`

/** Keeps a file with a draft until it is sent, whichever page is shown. */
export function attach(place: string, file: AttachedFile) {
  keep(nameOf(place), [...(keptUnder<readonly AttachedFile[]>(nameOf(place)) ?? []), file])
}

/** Takes files out of a draft. */
export function detach(place: string, ids: readonly string[]) {
  const rest = (keptUnder<readonly AttachedFile[]>(nameOf(place)) ?? []).filter(({ id }) => !ids.includes(id))
  keep(nameOf(place), rest.length > 0 ? rest : undefined)
}

/** The files of a draft, and the state of those that are on their way to it. */
export function useAttached(place: string) {
  const [files = none] = useKept<readonly AttachedFile[]>(nameOf(place))
  const { underway, failed } = useStore(
    uploadStore,
    useShallow(({ uploads }) => {
      const own = uploads.filter((upload) => upload.place === place)
      return { underway: own.some(isUnderway), failed: own.some(({ state }) => state === 'failed') }
    }),
  )
  return { files, underway, failed }
}

type Attached = ReturnType<typeof useAttached>

type AttachedReason = 'uploading' | 'upload_failed' | 'too_many_files' | 'files_alone'

/** Why a draft cannot be sent for its files, as a key of the catalogue; null where it can. */
function attachedReason({ files, underway, failed }: Attached, text: string): AttachedReason | null {
  if (underway) return 'uploading'
  if (failed) return 'upload_failed'
  if (files.length > MAX_ATTACHED) return 'too_many_files'
  // The wire takes no message without content, and files for tools are none.
  return text.trim() === '' && files.length > 0 && !files.some(({ isImage }) => isImage) ? 'files_alone' : null
}

/** The tools that read the files of messages. */
export const readersOf = (tools: readonly Tool[] | undefined) =>
  (tools ?? []).flatMap(({ type }) => (type === 'function' ? [] : [type]))

interface Draft {
  readonly text: string
  readonly files: readonly AttachedFile[]
  /** Of the assistant. */
  readonly tools: readonly Tool[] | undefined
}

/** The message of a draft; null where there is nothing in it. */
export function messageOf({ text, files, tools }: Draft): CreateMessageBody | null {
  const images = files.filter(({ isImage }) => isImage)
  const others = files.filter(({ isImage }) => !isImage)
  if (text === '' && images.length === 0) return null
  const parts = images.map(({ id }) => ({ type: 'image_file' as const, image_file: { file_id: id } }))
  const words = text === '' ? [] : [{ type: 'text' as const, text }]
  const readers = readersOf(tools).map((type) => ({ type }))
  return {
    role: 'user',
    content: parts.length > 0 ? [...words, ...parts] : text,
    ...(others.length > 0 && {
      attachments: others.map(({ id }) => ({ file_id: id, ...(readers.length > 0 && { tools: readers }) })),
    }),
  }
}

interface DraftPlace {
  readonly place: string
  readonly text: string
  readonly tools: readonly Tool[] | undefined
}

/** A message that is being written in a place, with its files. */
export function useDraftWithFiles({ place, text, tools }: DraftPlace) {
  const attached = useAttached(place)
  const { files } = attached
  return {
    hasFiles: files.length > 0,
    isEmpty: text.trim() === '' && files.length === 0,
    reason: attachedReason(attached, text),
    message: () => messageOf({ text: sentTextOf(text), files, tools }),
    /** Takes out what was sent. */
    takeOutFiles: () =>
      detach(
        place,
        files.map(({ id }) => id),
      ),
  }
}
