// Model endpoints that were added on a page, as the database keeps them: what anybody may read, and sealed secrets.
import type { EmbeddingModel } from '@/lib/protocol/model-settings'
import { noSecrets, openSecrets, sealSecrets } from '@/lib/backend/sealed-secrets'
import type { Sealer } from '@/lib/backend/sealing'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Endpoint } from './endpoint'

const ENDPOINT = 'model_endpoint'
const DEFAULT = 'default_model'
const EMBEDDING = 'embedding_model'

export type StoredEndpoints = ReturnType<typeof createStoredEndpoints>

export function createStoredEndpoints(settings: SettingsTable, sealer: Sealer) {
  return {
    /** In the order in which they were added. */
    async list(): Promise<readonly Endpoint[]> {
      const rows = await settings.list(ENDPOINT)
      return rows.map(({ id, document, sealed }) => {
        const open = document as Pick<Endpoint, 'name' | 'url' | 'models'> &
          Partial<Pick<Endpoint, 'api' | 'codeInterpreter'>>
        const secrets = openSecrets(sealer, sealed, purposeOf(id))
        // Earlier versions knew one way to ask, and one code interpreter.
        const first = { api: 'chat_completions', codeInterpreter: 'ours' } as const
        return { ...first, ...open, ...(secrets ?? noSecrets), id, isLocked: secrets === undefined }
      })
    },

    async put({ id, name, api, codeInterpreter, url, models, ...secrets }: Endpoint) {
      const sealed = sealSecrets(sealer, secrets, purposeOf(id))
      await settings.put(ENDPOINT, { id, document: { name, api, codeInterpreter, url, models }, sealed })
    },

    async remove(id: string) {
      await settings.remove(ENDPOINT, id)
    },

    async defaultModel(): Promise<string | undefined> {
      const [row] = await settings.list(DEFAULT)
      return (row?.document as { readonly model?: string } | undefined)?.model
    },

    async setDefaultModel(model: string | undefined) {
      if (model === undefined) await settings.remove(DEFAULT, DEFAULT)
      else await settings.put(DEFAULT, { id: DEFAULT, document: { model }, sealed: null })
    },

    async embeddingModel(): Promise<EmbeddingModel | undefined> {
      const [row] = await settings.list(EMBEDDING)
      const { endpoint_id, model } = (row?.document ?? {}) as Partial<EmbeddingModel>
      return endpoint_id !== undefined && model !== undefined ? { endpoint_id, model } : undefined
    },

    async setEmbeddingModel(chosen: EmbeddingModel | undefined) {
      if (chosen === undefined) await settings.remove(EMBEDDING, EMBEDDING)
      else await settings.put(EMBEDDING, { id: EMBEDDING, document: chosen, sealed: null })
    },

    /** Called when another instance has changed any of these, or may have. */
    onChangedElsewhere(listener: () => void) {
      settings.onChangedElsewhere([ENDPOINT, DEFAULT, EMBEDDING], listener)
    },
  }
}

const purposeOf = (id: string) => `model:${id}`
