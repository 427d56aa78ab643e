import { ofAssistants } from './assistants'
import type { Examples } from './example'
import { ofFiles } from './files'
import { ofRuns } from './runs'
import { ofMessages, ofThreads } from './threads'
import { ofStoreBatches, ofStoreFiles, ofVectorStores } from './vector-stores'

/** Of every operation that the backend offers. */
export const examples: Examples = {
  ...ofAssistants,
  ...ofThreads,
  ...ofMessages,
  ...ofRuns,
  ...ofFiles,
  ...ofVectorStores,
  ...ofStoreFiles,
  ...ofStoreBatches,
}
