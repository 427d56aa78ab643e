'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import { newAssistantPath } from '@/components/paths'
import { plainName } from '@/components/plain-name'
import { buttonClass } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { Assistant } from '@/lib/protocol/assistant'
import type { AssistantChoice } from './assistant-choice'

interface AssistantPickerProps {
  readonly choice: AssistantChoice
  readonly options: readonly Assistant[]
  readonly onPick: (id: string) => void
  /** Somebody is about to choose: all of them are needed. */
  readonly onChoosing: () => void
}

/** Which assistant answers; a way to make one where there is none. Props: choice, options, onPick, onChoosing. */
export function AssistantPicker({ choice, options, onPick, onChoosing }: AssistantPickerProps) {
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
  return (
    <Select
      aria-label={t('assistant')}
      value={choice.state === 'chosen' ? choice.assistant.id : ''}
      onChange={(event) => onPick(event.target.value)}
      onFocus={onChoosing}
      className="max-w-56 min-w-0 flex-1 basis-20"
    >
      {choice.state !== 'chosen' && (
        <option value="" disabled>
          {t('choose_assistant')}
        </option>
      )}
      {options.map(({ id, name, model }) => (
        <option key={id} value={id}>
          {plainName(name || model)}
        </option>
      ))}
    </Select>
  )
}
