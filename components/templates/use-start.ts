'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useOnceMutation } from '@/components/actions/use-once'
import { useConnection } from '@/components/connection/connection-context'
import { patiently } from '@/components/late/patiently'
import { threadPath } from '@/components/routing/paths'
import type { Locale } from '@/lib/i18n/locale'
import type { Scenario, Template } from './templates'

/** Makes what a template or a scenario begins with, and goes there, with the composer filled. */
export function useStart() {
  const { api, info } = useConnection()
  const client = useQueryClient()
  const router = useRouter()
  const locale = useLocale() as Locale
  const t = useTranslations('templates')
  const { mutate, isPending } = useOnceMutation({
    async mutationFn(what: Template | Scenario) {
      const { startWith } = await patiently(() => import('./start-with'))
      return startWith({ api, client, locale, t, model: info.default_model }, what)
    },
  })
  return {
    busy: isPending,
    start: (what: Template | Scenario) =>
      mutate(what, {
        onSuccess: ({ assistant, thread, draft }) =>
          router.push(threadPath(api.connection, thread.id, { assistant: assistant.id, draft })),
      }),
  }
}
