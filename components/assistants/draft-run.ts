// What a run would be made with if it were started now: by the draft, saved or not.
import type { Assistant } from '@/lib/protocol/assistant'
import type { CreateRunBody } from '@/lib/protocol/run'
import { DEFAULT_SAMPLING } from '@/lib/run/default-sampling'
import { bodyOf, draftOf, type AssistantDraft } from './assistant-draft'
import type { Problems } from './assistant-problems'

/** The settings that a run takes from its assistant and that its request can put others in place of. */
const settingNames = ['model', 'instructions', 'tools', 'temperature', 'top_p', 'response_format'] as const
export type RunSetting = (typeof settingNames)[number]

function settingsOf(draft: AssistantDraft) {
  const { model, instructions, tools, temperature, top_p, response_format } = bodyOf(draft)
  return {
    model,
    // Empty, not null: null would mean the saved ones.
    instructions: instructions ?? '',
    tools,
    // Nor null here: there is no way to ask for the default but by its number.
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

/** Whether something is wrong with a setting that a run takes; what is only for people does not matter to it. */
export const hasRunProblem = (problems: Problems): boolean =>
  [...problems.keys()].some((field) => !['name', 'description', 'metadata'].includes(field))
