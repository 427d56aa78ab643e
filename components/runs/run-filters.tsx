'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AssistantSelect } from '@/components/assistants/assistant-select'
import { twinsOf } from '@/components/assistants/twins'
import { plainName } from '@/components/plain-name'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/search-input'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { useAssistants } from '@/components/use-assistants'
import { runStatuses, type RunStatus } from '@/lib/protocol/status'

interface RunFiltersProps {
  readonly words: string
  readonly statuses: readonly RunStatus[]
  readonly assistant: string
  readonly onWords: (words: string) => void
  readonly onStatuses: (statuses: readonly RunStatus[]) => void
  readonly onAssistant: (id: string) => void
  readonly onClear: () => void
  /** Stands at the end of the first line. */
  readonly aside?: ReactNode
}

/** Which runs to show: those with the words, of one assistant or all, in any of the statuses that are pressed. */
export function RunFilters(props: RunFiltersProps) {
  const { words, statuses, assistant, onWords, onStatuses, onAssistant, onClear, aside } = props
  const t = useTranslations('runs')
  const filtered = words !== '' || statuses.length > 0 || assistant !== ''
  return (
    <div role="group" aria-label={t('filter.label')} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchInput label={t('search')} value={words} onSearch={onWords} />
        <AssistantFilter value={assistant} onChange={onAssistant} />
        {filtered && (
          <Button look="quiet" onClick={onClear}>
            {t('filter.clear')}
          </Button>
        )}
        <div className="ml-auto">{aside}</div>
      </div>
      <div role="group" aria-label={t('filter.status')} className="-mx-1 flex max-w-full gap-1 overflow-x-auto p-1">
        {runStatuses.map((status) => (
          <StatusToggle
            key={status}
            status={status}
            pressed={statuses.includes(status)}
            onPress={(on) => onStatuses(runStatuses.filter((each) => (each === status ? on : statuses.includes(each))))}
          />
        ))}
      </div>
    </div>
  )
}

interface StatusToggleProps {
  readonly status: RunStatus
  readonly pressed: boolean
  readonly onPress: (pressed: boolean) => void
}

function StatusToggle({ status, pressed, onPress }: StatusToggleProps) {
  const t = useTranslations('status')
  return (
    <button
      type="button"
      data-status={status}
      aria-pressed={pressed}
      onClick={() => onPress(!pressed)}
      className={`touch inline-flex h-7 shrink-0 items-center gap-1.5 rounded-chip border px-2 text-meta
        whitespace-nowrap
        ${pressed ? 'border-(--tone) bg-tint font-medium text-tone' : 'border-line text-muted hover:text-ink'}`}
    >
      <StatusGlyph status={status} still />
      {t(status)}
    </button>
  )
}

function AssistantFilter({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useTranslations('runs')
  const { options } = useAssistants(value)
  const chosen = options.find(({ id }) => id === value)
  const none = t('filter.all_assistants')
  const name = chosen && [plainName(chosen.name ?? t('unnamed_assistant')), twinsOf(options).get(value)]
  return (
    <AssistantSelect
      label={t('filter.assistant')}
      chosen={value}
      text={name?.filter(Boolean).join(' ') ?? (value || none)}
      none={none}
      onChoose={onChange}
      className="max-w-64"
    />
  )
}
