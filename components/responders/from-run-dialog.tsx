'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { assistantPath } from '@/components/routing/paths'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { makeRespondersMutation, runRespondersQuery } from '@/lib/client/responders'
import type { RunResponders } from '@/lib/protocol/responder'
import type { ResponderMode } from '@/lib/protocol/responder-limits'
import { withRules } from './from-run'

interface FromRunDialogProps {
  readonly runId: string
  readonly onClose: () => void
}

/** Shows what rules would be made of a run's calls, and makes them. Props: runId, onClose. */
export function FromRunDialog({ runId, onClose }: FromRunDialogProps) {
  const t = useTranslations('responders.from_run')
  const common = useTranslations('common')
  const api = useApi()
  const { data, error, refetch } = useQuery(runRespondersQuery(api, runId))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [mode, setMode] = useState<ResponderMode>('always')
  const make = useMutation(makeRespondersMutation(api, useQueryClient()))
  const chosen = data?.functions.filter((each) => !left.has(each.function)) ?? []

  function save() {
    if (!data) return
    make.mutate(
      { assistant: data.assistant_id, bodyFor: (stored) => withRules(stored, { functions: chosen, mode }) },
      {
        onSuccess: () => {
          toast(t('saved'), 'plain', { href: assistantPath(api.connection, data.assistant_id), label: t('open') })
          onClose()
        },
      },
    )
  }

  return (
    <Dialog
      open
      wide
      title={t('title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {common('cancel')}
          </Button>
          <Button look="primary" busy={make.isPending} disabled={chosen.length === 0} onClick={save}>
            {t('save', { count: chosen.length })}
          </Button>
        </>
      }
    >
      {error && <ErrorState compact error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data && (
        <div className="flex flex-col gap-4">
          <p className="max-w-prose text-row text-muted">{t(data.functions.length === 0 ? 'none' : 'text')}</p>
          <Functions made={data} left={left} onLeft={setLeft} />
          {data.functions.length > 0 && <ModeField mode={mode} onMode={setMode} />}
          <Mismatches made={data} />
          {data.unanswered > 0 && <p className="text-row">{t('unanswered', { count: data.unanswered })}</p>}
        </div>
      )}
      {make.isError && <ErrorState compact error={make.error} onRetry={save} />}
    </Dialog>
  )
}

interface FunctionsProps {
  readonly made: RunResponders
  /** Those of which no rule is made. */
  readonly left: ReadonlySet<string>
  readonly onLeft: (left: ReadonlySet<string>) => void
}

function Functions({ made, left, onLeft }: FunctionsProps) {
  const t = useTranslations('responders.from_run')
  return (
    <ul className="flex flex-col border-t border-line empty:hidden">
      {made.functions.map(({ function: name, rule }) => (
        <li key={name} className="flex flex-col gap-1 border-b border-line py-2">
          <Checkbox
            label={
              <span className="flex flex-wrap items-baseline gap-x-2">
                <code className="font-mono text-row font-bold wrap-anywhere">{name}</code>
                <span className="text-meta text-muted">{t('calls', { count: rule.calls.length })}</span>
              </span>
            }
            aria-label={t('choose', { name })}
            checked={!left.has(name)}
            onCheck={(isOn) => onLeft(new Set(isOn ? [...left].filter((each) => each !== name) : [...left, name]))}
          />
          {rule.calls.slice(0, MAX_SHOWN).map((call, index) => (
            <code key={index} className="truncate pl-6 font-mono text-meta text-muted">
              {call.arguments} → {call.output}
            </code>
          ))}
        </li>
      ))}
    </ul>
  )
}

const MAX_SHOWN = 3

/** Those in which the rules that are made answer. */
const modes = ['always', 'ask'] as const satisfies readonly ResponderMode[]

function ModeField({ mode, onMode }: { mode: ResponderMode; onMode: (mode: ResponderMode) => void }) {
  const t = useTranslations('responders')
  return (
    <Field label={t('from_run.mode')}>
      {(control) => (
        <Select {...control} value={mode} onChange={(event) => onMode(event.target.value as ResponderMode)}>
          {modes.map((each) => (
            <option key={each} value={each}>
              {t(`mode.${each}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** The same question, answered in several ways. */
function Mismatches({ made: { mismatches } }: { made: RunResponders }) {
  const t = useTranslations('responders.from_run')
  if (mismatches.length === 0) return null
  return (
    <section aria-label={t('mismatches')} data-status="incomplete" className="flex flex-col gap-2">
      <p className="text-row font-bold text-tone">{t('mismatches')}</p>
      {mismatches.map(({ function: name, arguments: given, outputs }) => (
        <div key={`${name} ${given}`} className="text-row">
          <p>{t('mismatch', { name })}</p>
          <code className="block font-mono text-meta wrap-anywhere">{given}</code>
          <ul className="list-inside list-disc font-mono text-meta text-muted">
            {outputs.map((output) => (
              <li key={output} className="wrap-anywhere">
                {output}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
