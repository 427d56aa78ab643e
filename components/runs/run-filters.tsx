'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection-context'
import { entriesOf } from '@/components/paged'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { assistantsQuery } from '@/lib/client/queries'
import { runStatuses, type RunStatus } from '@/lib/protocol/status'

interface RunFiltersProps {
  readonly statuses: readonly RunStatus[]
  readonly assistant: string
  readonly onStatuses: (statuses: readonly RunStatus[]) => void
  readonly onAssistant: (id: string) => void
}

/** Which runs to show: any of the statuses that are pressed, of one assistant or all. */
export function RunFilters({ statuses, assistant, onStatuses, onAssistant }: RunFiltersProps) {
  const t = useTranslations('runs.filter')
  const filtered = statuses.length > 0 || assistant !== ''
  return (
    <div role="group" aria-label={t('label')} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div role="group" aria-label={t('status')} className="-mx-1 flex max-w-full gap-1 overflow-x-auto p-1">
        {runStatuses.map((status) => (
          <StatusToggle
            key={status}
            status={status}
            pressed={statuses.includes(status)}
            onPress={(on) => onStatuses(runStatuses.filter((each) => (each === status ? on : statuses.includes(each))))}
          />
        ))}
      </div>
      <AssistantSelect value={assistant} onChange={onAssistant} />
      {filtered && (
        <Button
          look="quiet"
          onClick={() => {
            onStatuses([])
            onAssistant('')
          }}
        >
          {t('clear')}
        </Button>
      )}
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

function AssistantSelect({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useTranslations('runs')
  const { data } = useInfiniteQuery(assistantsQuery(useApi()))
  const assistants = entriesOf(data)
  return (
    <Select
      aria-label={t('filter.assistant')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="max-w-64"
    >
      <option value="">{t('filter.all_assistants')}</option>
      {value && !assistants.some(({ id }) => id === value) && <option value={value}>{value}</option>}
      {assistants.map(({ id, name }) => (
        <option key={id} value={id}>
          {name ?? t('unnamed_assistant')}
        </option>
      ))}
    </Select>
  )
}
