/** A stored file. `created_at` is in Unix seconds. */
export interface StoredFile {
  readonly id: string
  readonly object: 'file'
  readonly bytes: number
  readonly created_at: number
  readonly filename: string
  readonly purpose: string
  readonly status: 'uploaded' | 'processed' | 'error'
}
