import type { uploadFile } from '@/lib/client/upload-file'
import type { StoredFile } from '@/lib/protocol/file'
import { isUnderway, type Upload, type uploadStore } from './upload-store'

interface NewUpload {
  readonly place: string
  readonly address: string
  readonly file: File
  readonly purpose: string
  readonly expiresAfterSeconds?: number | undefined
  /** Called when it is stored, whichever page is shown then. */
  readonly onStored: (file: StoredFile) => void
}

interface UploadsOptions {
  readonly store: typeof uploadStore
  readonly send: typeof uploadFile
  /** Fires `beforeunload`. */
  readonly page: EventTarget
  readonly newKey: () => string
}

const AT_ONCE = 3

/**
 * Uploads of a tab, a few at a time, in their order; they go on while other pages are shown. `page` asks before it is
 * closed while any is underway.
 */
export function createUploads({ store, send, page, newKey }: UploadsOptions) {
  const asked = new Map<string, NewUpload & { readonly leaving: AbortController }>()
  const all = () => store.getState().uploads

  function change(key: string, fields: Partial<Upload>) {
    store.setState({ uploads: all().map((each) => (each.key === key ? { ...each, ...fields } : each)) })
  }
  function remove(keys: ReadonlySet<string>) {
    store.setState({ uploads: all().filter(({ key }) => !keys.has(key)) })
    for (const key of keys) {
      asked.get(key)?.leaving.abort()
      asked.delete(key)
    }
    next()
  }

  async function run(key: string) {
    const upload = asked.get(key)
    if (!upload) return
    const { leaving, onStored, place: _place, ...wanted } = upload
    change(key, { state: 'sending', sent: 0 })
    const onProgress = (sent: number, total: number) => change(key, { sent: total > 0 ? sent / total : 0 })
    try {
      const file = await send({ ...wanted, key, signal: leaving.signal, onProgress })
      change(key, { state: 'stored', sent: 1, file })
      asked.delete(key)
      onStored(file)
    } catch (error) {
      // One that was cancelled is not there any more.
      change(key, { state: 'failed', error })
    }
    next()
  }

  function next() {
    const uploads = all()
    const free = AT_ONCE - uploads.filter(({ state }) => state === 'sending').length
    const waiting = uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))
    for (const { key } of waiting) void run(key)
    const isBusy = all().some(isUnderway)
    page[isBusy ? 'addEventListener' : 'removeEventListener']('beforeunload', holdPage)
  }

  return {
    begin(wanted: readonly NewUpload[]) {
      const begun = wanted.map((upload) => ({ upload, key: newKey() }))
      for (const { key, upload } of begun) asked.set(key, { ...upload, leaving: new AbortController() })
      store.setState({ uploads: [...all(), ...begun.map(waitingUpload)] })
      next()
    },
    retry(keys: readonly string[]) {
      for (const key of keys) change(key, { state: 'waiting', sent: 0, error: undefined })
      next()
    },
    /** Cancels those that are underway, and forgets them all. */
    remove: (keys: readonly string[]) => remove(new Set(keys)),
  }
}

function waitingUpload({ key, upload }: { readonly key: string; readonly upload: NewUpload }): Upload {
  const { place, file, purpose } = upload
  return { key, place, name: file.name, size: file.size, purpose, state: 'waiting', sent: 0 }
}

const holdPage = (event: Event) => event.preventDefault()
