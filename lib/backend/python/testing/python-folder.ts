import { fileURLToPath } from 'node:url'

/** Where tests keep Python's snapshot: it takes seconds of a processor to make, and is the same for all of them. */
export const pythonFolder = fileURLToPath(new URL('../../../../node_modules/.cache/python', import.meta.url))
