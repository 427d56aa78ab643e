import { createStore } from 'zustand/vanilla'
import type { StoredFile } from '@/lib/protocol/file'

/** A file on its way to the server. */
export interface Upload {
  /** Of this upload; a retry is the same one. */
  readonly key: string
  /** Which part of which page it is for. */
  readonly place: string
  readonly name: string
  readonly size: number
  readonly purpose: string
  readonly state: 'waiting' | 'sending' | 'stored' | 'failed'
  /** Between 0 and 1. */
  readonly sent: number
  /** Why it failed. */
  readonly error?: unknown
  /** Once it is stored. */
  readonly file?: StoredFile
}

export const isUnderway = ({ state }: Pick<Upload, 'state'>) => state === 'waiting' || state === 'sending'

export const createUploadStore = () => createStore<{ readonly uploads: readonly Upload[] }>(() => ({ uploads: [] }))

/** The uploads of this tab. On the server there are none. */
export const uploadStore = createUploadStore()
