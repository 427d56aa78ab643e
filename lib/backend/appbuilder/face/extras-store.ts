// What AppBuilder's objects have beside those of the Assistants wire, kept as records.
import { createExclusive } from '@/lib/backend/exclusive'
import type { RecordTable } from '@/lib/backend/store/record-table'

export interface Mount {
  readonly file_id: string
  /** Unix milliseconds. */
  readonly created_at: number
}

/** A function's fields that the Assistants wire has no place for. */
export interface FunctionExtras {
  readonly responses?: unknown
  readonly examples?: unknown
}

interface ToolExtras {
  readonly functions: Readonly<Record<string, FunctionExtras>>
}

export interface AssistantExtras extends ToolExtras {
  readonly thought_instructions: string
  readonly chat_instructions: string
  readonly mounts: readonly Mount[]
}

export interface RunExtras extends ToolExtras {
  /** As AppBuilder has them: the run on the Assistants wire carries all three kinds in one text. */
  readonly instructions: string
  readonly thought_instructions: string
  readonly chat_instructions: string
  readonly model_parameters: unknown
  readonly user_info: unknown
  readonly user_loc: unknown
  /** What was submitted of several calls while others were still open. */
  readonly outputs: Readonly<Record<string, string>>
}

interface Kinds {
  readonly assistant: AssistantExtras
  readonly run: RunExtras
}

const noExtras: AssistantExtras = { thought_instructions: '', chat_instructions: '', functions: {}, mounts: [] }

export type ExtrasStore = ReturnType<typeof createExtrasStore>

/** The records by kind. Changes to one object come one after the other: one process writes them. */
export function createExtrasStore(records: RecordTable) {
  // Records are written here and nowhere else, so they are what they were.
  const get = async <Kind extends keyof Kinds>(kind: Kind, id: string) =>
    (await records.get(`appbuilder.${kind}`, id)) as Kinds[Kind] | undefined
  const put = <Kind extends keyof Kinds>(kind: Kind, key: { id: string; owner: string }, document: Kinds[Kind]) =>
    records.put({ kind: `appbuilder.${kind}`, ...key }, document)
  const exclusive = createExclusive()

  return {
    assistant: async (id: string) => (await get('assistant', id)) ?? noExtras,
    assistants: async () =>
      (await records.list('appbuilder.assistant')).map(({ id, document }) => ({
        id,
        extras: document as AssistantExtras,
      })),
    run: (id: string) => get('run', id),
    putRun: (id: string, threadId: string, extras: RunExtras) => put('run', { id, owner: threadId }, extras),

    /** Reads, changes and writes an assistant's extras with nothing in between. */
    changeAssistant: (id: string, change: (extras: AssistantExtras) => AssistantExtras) =>
      exclusive(id, async () => {
        const changed = change((await get('assistant', id)) ?? noExtras)
        await put('assistant', { id, owner: id }, changed)
        return changed
      }),

    /**
     * Adds outputs to those of a run with nothing in between, so that of several that come at once the last one finds
     * all of them. Undefined for a run that nothing is kept of.
     */
    addOutputs: (id: string, threadId: string, outputs: RunExtras['outputs']) =>
      exclusive(id, async () => {
        const extras = await get('run', id)
        if (!extras) return undefined
        const changed = { ...extras, outputs: { ...extras.outputs, ...outputs } }
        await put('run', { id, owner: threadId }, changed)
        return changed
      }),
  }
}
