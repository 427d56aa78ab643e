// The thread that an OpenAPI document is read in: it was written by strangers, and reading YAML takes long.
import { parentPort, workerData } from 'node:worker_threads'
import { ApiError } from '@/lib/protocol/error'
import { type Given, importDocument } from './import-document'
import type { Imported } from './import-in-thread'

parentPort?.postMessage(imported(workerData as Given))

function imported(given: Given): Imported {
  try {
    return { functions: importDocument(given) }
  } catch (error) {
    if (error instanceof ApiError) return { refusal: error.body }
    throw error
  }
}
