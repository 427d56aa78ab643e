'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { AssistantSelect } from '@/components/assistant-select/assistant-select'
import { useApi } from '@/components/connection/connection-context'
import { idEndsOfEqualNames } from '@/components/names/id-ends-of-equal-names'
import { plainName } from '@/components/names/plain-name'
import { newAssistantPath } from '@/components/routing/paths'
import { buttonClass } from '@/components/ui/button'
import type { Assistant } from '@/lib/protocol/assistant'
import type { AssistantChoice } from './assistant-choice'

interface AssistantPickerProps {
  readonly choice: AssistantChoice
  readonly options: readonly Assistant[]
  readonly onPick: (id: string) => void
}

/** Which assistant answers; a way to make one where there is none. */
export function AssistantPicker({ choice, options, onPick }: AssistantPickerProps) {
  const t = useTranslations('thread.composer')
  const { connection } = useApi()
  if (choice.state === 'none') {
    return (
      <Link href={newAssistantPath(connection)} className={buttonClass('secondary')}>
        {t('create_assistant')}
      </Link>
    )
  }
  if (options.length === 0) return null
  const chosen = choice.state === 'chosen' ? choice.assistant : undefined
  const idEnd = chosen && idEndsOfEqualNames(options).get(chosen.id)
  const name = chosen && [plainName(chosen.name || chosen.model), idEnd].filter(Boolean).join(' ')
  return (
    <AssistantSelect
      label={t('assistant')}
      chosen={chosen?.id ?? ''}
      text={name ?? t('choose_assistant')}
      onChoose={onPick}
      className="max-w-56 min-w-0 flex-1 basis-20"
    />
  )
}
