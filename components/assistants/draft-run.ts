// The settings of the next run: those of the draft, saved or not.
import type { Assistant } from '@/lib/protocol/assistant'
import type { CreateRunBody } from '@/lib/protocol/run'
import { DEFAULT_SAMPLING } from '@/lib/run/default-sampling'
import { bodyOf, draftOf, type AssistantDraft } from './assistant-draft'
import type { Problems } from './assistant-problems'

/** The settings that a run takes from its assistant unless its request has its own. */
const settingNames = ['model', 'instructions', 'tools', 'temperature', 'top_p', 'response_format'] as const
export type RunSetting = (typeof settingNames)[number]

function settingsOf(draft: AssistantDraft) {
  const { model, instructions, tools, temperature, top_p, response_format } = bodyOf(draft)
  return {
    model,
    // An empty text, since null would mean the saved instructions.
    instructions: instructions ?? '',
    tools,
    // Not null either: the default can only be asked for by its number.
    temperature: temperature ?? DEFAULT_SAMPLING,
    top_p: top_p ?? DEFAULT_SAMPLING,
    response_format,
  } satisfies Pick<CreateRunBody, RunSetting>
}

/** The settings of a draft without problems that differ from the saved ones, as the request of a run carries them. */
export function overridesOf(draft: AssistantDraft, assistant: Assistant): Partial<Pick<CreateRunBody, RunSetting>> {
  const saved = settingsOf(draftOf(assistant))
  const drafted = settingsOf(draft)
  const changed = settingNames.filter((name) => JSON.stringify(saved[name]) !== JSON.stringify(drafted[name]))
  return Object.fromEntries(changed.map((name) => [name, drafted[name]]))
}

/** The assistant as the next run would have it. */
export const asDrafted = (draft: AssistantDraft, assistant: Assistant): Assistant => ({
  ...assistant,
  ...settingsOf(draft),
})

/** Whether a setting that a run takes is wrong; name and description do not matter to a run. */
export const hasRunProblem = (problems: Problems): boolean =>
  [...problems.keys()].some((field) => !['name', 'description', 'metadata'].includes(field))
