// What a click on a template or a scenario does. Loaded with the first one.
import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '@/lib/client/api'
import { giveResponders } from '@/lib/client/responders'
import { startTemplate } from '@/lib/client/start-template'
import type { Locale } from '@/lib/i18n/locale'
import { sampleFiles } from './sample-files'
import { assistantOf, resourcesOf, scenarioAssistant, type Translate } from './template-bodies'
import { rulesOf } from './template-rules'
import type { Scenario, Template } from './templates'

interface Starter {
  readonly api: Api
  readonly client: QueryClient
  readonly locale: Locale
  readonly t: Translate
  /** For templates without one of their own. */
  readonly model: string
}

/** Makes an assistant with its files and rules, and a thread; gives them, and what stands in the composer first. */
export async function startWith(starter: Starter, what: Template | Scenario) {
  const { api, client, t, model } = starter
  if (typeof what === 'string') {
    const body = scenarioAssistant(what, t)
    const made = await startTemplate(api, client, { body, furnish: () => Promise.resolve() })
    return { ...made, draft: t(`scenarios.drafts.${what}`) }
  }
  const draft = t(`${what.id}.draft`)
  const made = await startTemplate(api, client, {
    body: assistantOf(what, { t, model }),
    files: filesOf(what, starter.locale),
    furnish: ({ id }) => Promise.all([giveRules(starter, id, what), giveDemo(starter, id, what)]),
  })
  return { ...made, draft }
}

/** What is sent first is its demo, with what the card says of it for the presenter. */
async function giveDemo({ api, t }: Starter, assistant: string, { id }: Template) {
  if ((await api.demos.get(assistant)).messages.length > 0) return
  await api.demos.put(assistant, { messages: [{ text: t(`${id}.draft`), notes: t(`${id}.text`) }] })
}

/** The rules of an assistant that somebody has changed stay as they are. */
async function giveRules({ api, locale }: Starter, assistant: string, { id, functions }: Template) {
  if (functions) await giveResponders(api, assistant, rulesOf(id, locale))
}

function filesOf({ hosted, files }: Template, locale: Locale) {
  if (!hosted || !files) return undefined
  return {
    list: sampleFiles(files, locale).map(({ name, type, text }) => new File([text], name, { type })),
    resourcesOf: (ids: readonly string[]) => resourcesOf(hosted, ids),
  }
}
