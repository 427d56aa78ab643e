import { ApiError } from '@/lib/protocol/error'

const MIB = 1_048_576

/** `512 MB` as every file manager says it, where it is a whole number of them. */
const sizeOf = (bytes: number) => (bytes % MIB === 0 ? `${bytes / MIB} MB` : `${bytes} bytes`)

/** What is said of a file of more bytes than are taken. */
export const fileTooLarge = (maxBytes: number) =>
  new ApiError(413, `The file is too large: this server takes files of up to ${sizeOf(maxBytes)}.`, {
    param: 'file',
    code: 'file_too_large',
  })
