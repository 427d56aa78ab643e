// Reads an OpenAPI document in a thread of its own, so that the server goes on whatever stands in it.
import { ApiError, badRequest, type ErrorBody } from '@/lib/protocol/error'
import type { OpenApiFunctions } from '@/lib/protocol/responder-sources'
import { type ProgramName, startWorker } from '@/lib/backend/separate-program'
import type { Given } from './import-document'

export type Imported = { readonly functions: OpenApiFunctions } | { readonly refusal: ErrorBody }

const PROGRAM: ProgramName = 'lib/backend/responders/openapi/import.program'
const MAX_MEMORY_MB = 512
const DEADLINE_MS = 20_000

/** Throws ApiError (400). */
export async function importInThread(given: Given, deadlineMs = DEADLINE_MS): Promise<OpenApiFunctions> {
  const worker = startWorker(PROGRAM, { workerData: given, resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } })
  worker.unref()
  let timer: NodeJS.Timeout | undefined
  try {
    const imported = await new Promise<Imported>((resolve, reject) => {
      const tooMuch = () => reject(badRequest('The document takes too long to read: shorten it, or send it as JSON.'))
      timer = setTimeout(tooMuch, deadlineMs)
      worker.once('message', resolve).once('error', tooMuch).once('exit', tooMuch)
    })
    if ('refusal' in imported) throw new ApiError(400, imported.refusal.message, imported.refusal)
    return imported.functions
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}
