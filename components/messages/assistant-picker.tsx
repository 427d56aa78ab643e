'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import { newAssistantPath } from '@/components/paths'
import { buttonClass } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { AssistantChoice } from './use-assistant-choice'

/** Which assistant answers; a way to make one where there is none. Props: choice. */
export function AssistantPicker({ choice }: { choice: AssistantChoice }) {
  const t = useTranslations('thread.composer')
  const { connection } = useApi()
  const { all, chosen, pick, assistants } = choice
  if (!chosen) {
    if (assistants.isPending) return null
    return (
      <Link href={newAssistantPath(connection)} className={buttonClass('secondary')}>
        {t('create_assistant')}
      </Link>
    )
  }
  return (
    <Select
      aria-label={t('assistant')}
      value={chosen.id}
      onChange={(event) => pick(event.target.value)}
      // All of them are needed once somebody is about to choose.
      onFocus={() => assistants.hasNextPage && !assistants.isFetching && void assistants.fetchNextPage()}
      className="max-w-56 min-w-0"
    >
      {all.map(({ id, name, model }) => (
        <option key={id} value={id}>
          {name || model}
        </option>
      ))}
    </Select>
  )
}
