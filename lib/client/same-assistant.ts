import { hashKey } from '@tanstack/react-query'
import type { Assistant, CreateAssistantBody } from '@/lib/protocol/assistant'
import type { Api } from './api'

/** Older assistants than those of so many pages are not looked at. */
const MAX_PAGES = 5

/** An assistant that is what the body would make, and that nobody has changed since; undefined where there is none. */
export async function sameAssistant(api: Api, body: CreateAssistantBody): Promise<Assistant | undefined> {
  const wanted = settingsOf(body)
  let after: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { data, has_more, last_id } = await api.assistants.list({ limit: 100, after })
    const found = data.find((each) => settingsOf(each) === wanted)
    if (found || !has_more) return found
    after = last_id
  }
  return undefined
}

/** The same text for the same settings, whatever the order of the keys in them. */
const settingsOf = (body: CreateAssistantBody | Assistant) =>
  hashKey([
    body.model,
    body.name ?? null,
    body.description ?? null,
    body.instructions ?? null,
    body.tools ?? [],
    body.metadata ?? {},
    body.temperature ?? 1,
    body.top_p ?? 1,
    body.response_format ?? 'auto',
  ])
