// Sends a file as the browser has it: it is read as it is sent, and never held whole in memory. `fetch` would not tell
// how far it is.
import { ApiError } from '@/lib/protocol/error'
import type { StoredFile } from '@/lib/protocol/file'
import { unreachable } from './browser-send'

interface FileUpload {
  /** Where to. */
  readonly address: string
  readonly file: File
  readonly purpose: string
  /** How long it is kept; missing = until it is deleted. */
  readonly expiresAfterSeconds?: number | undefined
  /** A retry has the same, so that it is stored once. */
  readonly key: string
  readonly signal: AbortSignal
  /** Called with how many bytes of how many have been sent, the form's own ones too. */
  readonly onProgress: (sent: number, total: number) => void
}

/** Rejects with ApiError, status 0 where no answer came, and with the signal's reason when it is aborted. */
export function uploadFile({ address, key, signal, onProgress, ...said }: FileUpload): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('idempotency-key', key)
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total)
    request.onload = () => void answered(request).then(resolve, reject)
    request.onerror = () => reject(unreachable())
    const abort = () => {
      request.abort()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', abort)
    request.onloadend = () => signal.removeEventListener('abort', abort)
    request.send(formOf(said))
  })
}

function formOf({ file, purpose, expiresAfterSeconds }: Pick<FileUpload, 'file' | 'purpose' | 'expiresAfterSeconds'>) {
  const form = new FormData()
  // Before the file: who reads the form knows then what it is for.
  form.append('purpose', purpose)
  if (expiresAfterSeconds !== undefined) {
    form.append('expires_after[anchor]', 'created_at')
    form.append('expires_after[seconds]', String(expiresAfterSeconds))
  }
  form.append('file', file, file.name)
  return form
}

async function answered({ status, responseText }: XMLHttpRequest): Promise<StoredFile> {
  if (status < 200 || status > 299) throw await ApiError.fromResponse(new Response(responseText, { status }))
  return JSON.parse(responseText) as StoredFile
}
