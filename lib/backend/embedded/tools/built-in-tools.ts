import type { PythonSessions } from '@/lib/backend/python/cell-result'
import type { Store } from '@/lib/backend/store/store'
import type { Files } from '../files/files'
import type { VectorStores } from '../vector-stores/create-vector-stores'
import { createCodeInterpreter } from './code-interpreter'
import { createFileSearch } from './file-search'
import { hostedToolsOf } from './hosted-tool'

interface BuiltInOptions {
  readonly store: Store
  readonly files: Files
  readonly vectorStores: VectorStores
  readonly python: PythonSessions | undefined
}

/** The protocol's own tools, as far as this server can run them. */
export const builtInTools = ({ store, files, vectorStores, python }: BuiltInOptions) =>
  hostedToolsOf([
    createFileSearch({ store, vectorStores }),
    ...(python ? [createCodeInterpreter({ store, files, sessions: python })] : []),
  ])
