import type { Assistant, CreateAssistantBody } from '@/lib/protocol/assistant'
import type { FunctionDefinition, ResponseFormat, Tool, ToolResources } from '@/lib/protocol/tool'
import { DEFAULT_SAMPLING } from '@/lib/run/default-sampling'
import type { AssistantResponders } from '@/lib/protocol/responder'
import { toJson, type FunctionDraft, type FunctionKeys } from './function-draft'
import { responderDraftsOf, sameResponders, unknownResponders, type ResponderDrafts } from './responder-drafts'

/** An assistant as its form holds it: texts as typed, JSON as text. */
export interface AssistantDraft extends ResponderDrafts {
  readonly name: string
  readonly description: string
  readonly model: string
  readonly instructions: string
  /** null = the model's default. */
  readonly temperature: number | null
  readonly top_p: number | null
  readonly format: FormatKind
  /** The json_schema of the format, as JSON text. */
  readonly schema: string
  readonly functions: readonly FunctionDraft[]
  /** Tools that are no functions; those of kinds that the form does not know are kept as they are. */
  readonly otherTools: readonly Tool[]
  /** The ids of the code interpreter's files, and of the file search's vector stores. */
  readonly codeFiles: readonly string[]
  readonly stores: readonly string[]
  readonly metadata: readonly MetadataPair[]
}

export type FormatKind = 'auto' | 'text' | 'json_object' | 'json_schema'

export interface MetadataPair {
  readonly key: string
  readonly value: string
}

export const NEW_SCHEMA = toJson({
  name: 'answer',
  schema: {
    type: 'object',
    properties: { answer: { type: 'string' } },
    required: ['answer'],
    additionalProperties: false,
  },
  strict: true,
})

export const emptyDraft = (model: string): AssistantDraft => ({
  name: '',
  description: '',
  model,
  instructions: '',
  temperature: null,
  top_p: null,
  format: 'auto',
  schema: NEW_SCHEMA,
  functions: [],
  otherTools: [],
  codeFiles: [],
  stores: [],
  metadata: [],
  responders: [],
  forAllRuns: false,
})

interface Known {
  readonly keys?: FunctionKeys
  /** As they are stored. */
  readonly responders?: AssistantResponders | undefined
}

/** The draft of an assistant. Functions get the keys of those with the same name, so that they can be compared. */
export function draftOf(assistant: Assistant, known: Known = {}): AssistantDraft {
  const { keys, responders } = known
  const functions = assistant.tools.filter((tool) => tool.type === 'function').map((tool) => tool.function)
  const drafts = functions.map((definition, index): FunctionDraft => {
    const { name } = definition
    // The wire allows a name twice.
    const nth = functions.slice(0, index).filter((each) => each.name === name).length
    const key = (nth === 0 && keys?.get(name)) || `${assistant.id}.${name}${nth === 0 ? '' : `.${nth}`}`
    return { key, source: toJson(definition) }
  })
  const format = assistant.response_format
  return {
    name: assistant.name ?? '',
    description: assistant.description ?? '',
    model: assistant.model,
    instructions: assistant.instructions ?? '',
    temperature: unlessDefault(assistant.temperature),
    top_p: unlessDefault(assistant.top_p),
    format: format === 'auto' ? 'auto' : format.type,
    schema: format !== 'auto' && format.type === 'json_schema' ? toJson(format.json_schema) : NEW_SCHEMA,
    functions: drafts,
    otherTools: assistant.tools.filter((tool) => tool.type !== 'function'),
    codeFiles: assistant.tool_resources?.code_interpreter?.file_ids ?? [],
    stores: assistant.tool_resources?.file_search?.vector_store_ids ?? [],
    metadata: Object.entries(assistant.metadata).map(([key, value]) => ({ key, value })),
    ...(responders ? responderDraftsOf(drafts, responders) : unknownResponders),
  }
}

const unlessDefault = (value: number | null) => (value === DEFAULT_SAMPLING ? null : value)

/** The request of a draft without problems. What is empty is sent as null: it clears. */
export function bodyOf(draft: AssistantDraft) {
  return {
    name: draft.name.trim() || null,
    description: draft.description.trim() || null,
    model: draft.model.trim(),
    instructions: draft.instructions || null,
    temperature: draft.temperature,
    top_p: draft.top_p,
    response_format: formatOf(draft),
    tools: [
      ...draft.functions.map(({ source }) => ({
        type: 'function' as const,
        function: JSON.parse(source) as FunctionDefinition,
      })),
      ...draft.otherTools,
    ],
    tool_resources: resourcesOf(draft),
    metadata: Object.fromEntries(draft.metadata.map(({ key, value }) => [key.trim(), value])),
  } satisfies CreateAssistantBody
}

/** The settings of a draft that differ from those of another, as the request that changes these only. */
export function changedBody(draft: AssistantDraft, saved: AssistantDraft): Partial<ReturnType<typeof bodyOf>> {
  const before = new Map(Object.entries(bodyOf(saved)).map(([name, value]) => [name, JSON.stringify(value)]))
  const changed: Partial<ReturnType<typeof bodyOf>> = Object.fromEntries(
    Object.entries(bodyOf(draft)).filter(([name, value]) => before.get(name) !== JSON.stringify(value)),
  )
  // What is taken out is said by an empty list: null would leave it.
  return changed.tool_resources === null ? { ...changed, tool_resources: emptyResources } : changed
}

const emptyResources: ToolResources = { code_interpreter: { file_ids: [] }, file_search: { vector_store_ids: [] } }

/** Null where there are none. */
function resourcesOf({ codeFiles, stores }: AssistantDraft): ToolResources | null {
  if (codeFiles.length + stores.length === 0) return null
  return { code_interpreter: { file_ids: [...codeFiles] }, file_search: { vector_store_ids: [...stores] } }
}

function formatOf({ format, schema }: AssistantDraft): ResponseFormat {
  if (format === 'auto') return 'auto'
  if (format !== 'json_schema') return { type: format }
  return { type: 'json_schema', json_schema: JSON.parse(schema) as { name: string } }
}

/** Whether two drafts are equal. Sources are compared as text: they may be long, and this runs with each key press. */
export function sameDraft(
  { functions, schema, responders, forAllRuns, ...rest }: AssistantDraft,
  other: AssistantDraft,
): boolean {
  const { functions: others, schema: otherSchema, responders: _responders, forAllRuns: _forAll, ...otherRest } = other
  return (
    schema === otherSchema &&
    sameResponders({ responders, forAllRuns }, other) &&
    functions.length === others.length &&
    functions.every(({ key, source }, at) => key === others[at]?.key && source === others[at].source) &&
    JSON.stringify(rest) === JSON.stringify(otherRest)
  )
}
