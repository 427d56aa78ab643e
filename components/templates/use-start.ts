'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { patiently } from '@/components/late/patiently'
import { threadPath } from '@/components/routing/paths'
import { startTemplateMutation } from '@/lib/client/start-template'
import type { CreateAssistantBody } from '@/lib/protocol/assistant'
import type { Locale } from '@/lib/i18n/locale'
import { resourcesOf, type Template } from './templates'

interface Start {
  readonly body: CreateAssistantBody
  readonly draft: string
  /** Whose files and rules the assistant gets. */
  readonly template?: Template
}

/** Makes an assistant with its files and rules, and a thread, and goes there, with the composer filled. */
export function useStart() {
  const api = useApi()
  const router = useRouter()
  const locale = useLocale() as Locale
  const t = useTranslations('templates')
  const { mutate, isPending } = useOnceMutation(startTemplateMutation(api, useQueryClient()))

  /** What is sent first is its demo, with what the card says of it for the presenter. */
  async function giveDemo(assistant: string, template: Template | undefined, text: string) {
    if (!template || (await api.demos.get(assistant)).messages.length > 0) return
    await api.demos.put(assistant, { messages: [{ text, notes: t(`${template.id}.text`) }] })
  }

  /** The rules of an assistant that somebody has changed stay as they are. */
  async function giveRules(assistant: string, template: Template | undefined) {
    if (!template?.functions) return
    const { rulesOf } = await patiently(() => import('./template-rules'))
    const { giveResponders } = await patiently(() => import('@/lib/client/responders'))
    await giveResponders(api, assistant, rulesOf(template.id, locale))
  }

  return {
    busy: isPending,
    start: ({ body, draft, template }: Start) =>
      mutate(
        {
          body,
          files: template && filesOf(template, locale),
          furnish: ({ id }) => Promise.all([giveRules(id, template), giveDemo(id, template, draft)]),
        },
        {
          onSuccess: ({ assistant, thread }) =>
            router.push(threadPath(api.connection, thread.id, { assistant: assistant.id, draft })),
        },
      ),
  }
}

function filesOf({ hosted, files }: Template, locale: Locale) {
  if (!hosted || !files) return undefined
  return {
    load: async () => {
      const { sampleFiles } = await patiently(() => import('./sample-files'))
      return sampleFiles(files, locale).map(({ name, type, text }) => new File([text], name, { type }))
    },
    resourcesOf: (ids: readonly string[]) => resourcesOf(hosted, ids),
  }
}
