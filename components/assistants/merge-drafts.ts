// Merges the changes of two people to one assistant since a common base, setting by setting.
import { readJson } from '@/components/json/json-source'
import type { AssistantDraft } from './assistant-draft'

const plainSettings = ['name', 'description', 'model', 'instructions', 'temperature', 'top_p', 'forAllRuns'] as const

/** Each of them is one setting, whole. */
const listSettings = ['otherTools', 'codeFiles', 'stores'] as const

/** A setting as it can be changed and compared: a field of the form, a function, or a pair of the metadata. */
export interface Setting {
  readonly kind:
    | (typeof plainSettings)[number]
    | 'format'
    | 'function'
    | 'responder'
    | 'metadata'
    | (typeof listSettings)[number]
  /** Which function, or which pair. */
  readonly key: string
}

/** A setting that both have changed, each in their own way. Texts are null where one has removed it. */
export interface Conflict extends Setting {
  readonly theirs: string | null
  readonly mine: string | null
}

interface Entry extends Setting {
  /** As text, to be read. */
  readonly text: string
}

export interface Versions {
  /** What each setting was when it was first edited. */
  readonly base: AssistantDraft
  readonly theirs: AssistantDraft
  readonly mine: AssistantDraft
}

/** Tells settings apart. */
export const settingId = ({ kind, key }: Setting) => `${kind} ${key}`

function entriesOf(draft: AssistantDraft): ReadonlyMap<string, Entry> {
  const plain = plainSettings.map((kind) => entry({ kind, key: '' }, String(draft[kind] ?? '')))
  const { format, schema, functions, responders, metadata } = draft
  const all = [
    ...plain,
    entry({ kind: 'format', key: '' }, format === 'json_schema' ? schema : format),
    ...functions.map(({ key, source }) => entry({ kind: 'function', key }, source)),
    ...(responders ?? []).map(({ key, source }) => entry({ kind: 'responder', key }, source)),
    ...metadata.map(({ key, value }) => entry({ kind: 'metadata', key: key.trim() }, value)),
    ...listSettings.map((kind) => entry({ kind, key: '' }, draft[kind].length > 0 ? toLines(draft[kind]) : '')),
  ]
  return new Map(all.map((each) => [settingId(each), each]))
}

const toLines = (items: readonly unknown[]) =>
  items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n')

const entry = (setting: Setting, text: string): Entry => ({ ...setting, text })

/** The value that is compared: the layout of JSON does not matter. */
function valueOf({ kind, text }: Entry): string {
  const reading = kind === 'function' || kind === 'responder' || kind === 'format' ? readJson(text) : undefined
  return reading?.ok ? JSON.stringify(reading.value) : text
}

/**
 * What the form shows: what was typed, and everywhere else the others' version. Conflicts, where both have changed a
 * setting, are shown as typed.
 */
export function mergeDrafts(versions: Versions): { draft: AssistantDraft; conflicts: readonly Conflict[] } {
  const [base, theirs, mine] = [versions.base, versions.theirs, versions.mine].map(entriesOf) as [
    Entries,
    Entries,
    Entries,
  ]
  const changed = [...new Set([...theirs.keys(), ...base.keys()])].filter((id) => !isSame(theirs.get(id), base.get(id)))
  const untouched = new Set(changed.filter((id) => isSame(mine.get(id), base.get(id))))
  const conflicts = changed.flatMap((id): Conflict[] => {
    const [theirEntry, myEntry] = [theirs.get(id), mine.get(id)]
    const setting = theirEntry ?? myEntry
    if (untouched.has(id) || isSame(theirEntry, myEntry) || !setting) return []
    const { kind, key } = setting
    return [{ kind, key, theirs: theirEntry?.text ?? null, mine: myEntry?.text ?? null }]
  })
  return { draft: taking(versions.mine, versions.theirs, untouched), conflicts }
}

type Entries = ReadonlyMap<string, Entry>

/** This runs with each key press, so long texts are not parsed where that is not needed. */
function isSame(a: Entry | undefined, b: Entry | undefined): boolean {
  if (!a || !b) return a === b
  return a.text === b.text || valueOf(a) === valueOf(b)
}

/** The next base: a setting that equals the others' version is no change of ours. */
export function advanceBase({ base, theirs, mine }: Versions): AssistantDraft {
  const [others, own, before] = [entriesOf(theirs), entriesOf(mine), entriesOf(base)]
  const ids = new Set([...others.keys(), ...own.keys(), ...before.keys()])
  const isBehind = (id: string) => others.get(id)?.text !== before.get(id)?.text
  return taking(base, theirs, new Set([...ids].filter((id) => isBehind(id) && isSame(others.get(id), own.get(id)))))
}

/** The drafts after a choice: conflicts with these ids as the others have them, the rest as typed. */
export function settle(versions: Versions, asTheirs: ReadonlySet<string>): Pick<Versions, 'base' | 'mine'> {
  const { base, theirs, mine } = versions
  const seen = new Set(mergeDrafts(versions).conflicts.map(settingId))
  return { base: taking(base, theirs, seen), mine: taking(mine, theirs, asTheirs) }
}

/** A draft with the settings of these ids as another has them. */
function taking(draft: AssistantDraft, other: AssistantDraft, ids: ReadonlySet<string>): AssistantDraft {
  const has = (kind: Setting['kind'], key = '') => ids.has(settingId({ kind, key }))
  const plain = Object.fromEntries(plainSettings.map((kind) => [kind, (has(kind) ? other : draft)[kind]]))
  const { format, schema } = has('format') ? other : draft
  return {
    ...draft,
    ...plain,
    format,
    schema,
    functions: listTaking(draft.functions, other.functions, ({ key }) => [key, has('function', key)]),
    responders: respondersTaking(draft.responders, other.responders, (key) => has('responder', key)),
    metadata: listTaking(draft.metadata, other.metadata, ({ key }) => [key.trim(), has('metadata', key.trim())]),
    ...Object.fromEntries(listSettings.map((kind) => [kind, (has(kind) ? other : draft)[kind]])),
  }
}

/** Unknown while neither knows them. */
function respondersTaking(
  mine: AssistantDraft['responders'],
  theirs: AssistantDraft['responders'],
  isTaken: (key: string) => boolean,
) {
  if (mine === null && theirs === null) return null
  return listTaking(mine ?? [], theirs ?? [], ({ key }) => [key, isTaken(key)])
}

/** Items by their key in the order of the first list; those that are taken from the other and new stand behind. */
function listTaking<Item>(
  items: readonly Item[],
  others: readonly Item[],
  keyOf: (item: Item) => readonly [key: string, isTaken: boolean],
): readonly Item[] {
  const known = new Set(items.map((item) => keyOf(item)[0]))
  const find = (key: string) => others.filter((other) => keyOf(other)[0] === key)
  const kept = items.flatMap((item) => {
    const [key, isTaken] = keyOf(item)
    return isTaken ? find(key) : [item]
  })
  return [...kept, ...others.filter((other) => keyOf(other)[1] && !known.has(keyOf(other)[0]))]
}
