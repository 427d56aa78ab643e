// The files that came along, and pictures that lie in messages, as what draws conversations asks for them.
import type { FilesHere } from '@/components/text/files-here'
import { fromBase64 } from '@/lib/capsule/base64'
import type { Capsule } from '@/lib/capsule/capsule'
import type { Message } from '@/lib/protocol/message'
import { emptyView, fold } from '@/lib/run/fold'
import type { Recording } from '@/lib/run/recording'

interface FileStore {
  readonly here: FilesHere
  /** With pictures that lie in messages as files. */
  readonly recording: Recording
  /** Gives back the addresses that were handed out. */
  readonly release: () => void
}

/** Only these are drawn; as images they run nothing. */
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp);base64,/

export function createFileStore({ files, recording }: Pick<Capsule, 'files' | 'recording'>): FileStore {
  const whole = new Map(files.flatMap(({ file, base64 }) => (base64 === null ? [] : [[file.id, { file, base64 }]])))
  const pictures = new Map<string, string>()
  const addresses = new Map<string, string>()

  function addressOf(id: string): string {
    const known = pictures.get(id) ?? addresses.get(id)
    if (known !== undefined) return known
    const found = whole.get(id)
    if (!found) return ''
    // As an image it runs nothing. This address cannot be gone to; the other would open as a page of ours, which could.
    if (/\.svg$/i.test(found.file.filename)) return `data:image/svg+xml;base64,${found.base64}`
    // Without a type it can be looked at as a picture, and saved, and never opens as a page of ours.
    const address = URL.createObjectURL(new Blob([fromBase64(found.base64)], { type: typeOf(found.file.filename) }))
    addresses.set(id, address)
    return address
  }

  function withPictures(message: Message): Message {
    const content = message.content.map((part, index): Message['content'][number] => {
      if (part.type !== 'image_url' || !PICTURE.test(part.image_url.url)) return part
      const id = `${message.id}-${index}`
      pictures.set(id, part.image_url.url)
      return { type: 'image_file', image_file: { file_id: id } }
    })
    return { ...message, content }
  }

  return {
    recording: { ...recording, messages: recording.messages.map(withPictures) },
    here: {
      addressOf,
      async read(id) {
        const found = whole.get(id)
        if (!found) throw new Error('The file did not come along.')
        return found.file
      },
      async readSteps({ run }) {
        return fold(emptyView, recording.runs.find(({ id }) => id === run)?.events ?? []).steps
      },
    },
    release: () => addresses.forEach((address) => URL.revokeObjectURL(address)),
  }
}

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}

/** Everything but pictures of dots is bytes: what could run has no type here. */
function typeOf(filename: string): string {
  const ending = filename.split('.').at(-1)?.toLowerCase() ?? ''
  return (Object.hasOwn(types, ending) ? types[ending] : undefined) ?? 'application/octet-stream'
}
