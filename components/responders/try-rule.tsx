'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { JsonView } from '@/components/ui/json-view'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { respondersQuery, seenCallsQuery, tryRuleMutation } from '@/lib/client/responders'
import { exampleOutputOf } from '@/lib/inspector/example-output'
import type { SeenCall, TryResult } from '@/lib/protocol/responder'
import type { DraftRule } from './responder-source'
import { useRulePlace } from './rule-place'
import { sentRule } from './sent-responders'

/** What a rule would answer to the arguments of the latest calls, or to others. Props: rule. */
export function TryRule({ rule }: { rule: DraftRule }) {
  const t = useTranslations('responders.try')
  const { assistant } = useRulePlace()
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className="flex min-w-0 flex-col gap-2 rounded-field bg-sunken p-3">
      <p id={titleId} className="text-row font-bold">
        {t('title')}
      </p>
      {assistant === null ? (
        <p className="text-row text-muted">{t('no_assistant')}</p>
      ) : (
        <TryOut rule={rule} assistant={assistant} />
      )}
    </section>
  )
}

function TryOut({ rule, assistant }: { rule: DraftRule; assistant: string }) {
  const t = useTranslations('responders.try')
  const api = useApi()
  const { name, parameters } = useRulePlace()
  const { data: calls = [], isPending } = useQuery(seenCallsQuery(api, assistant, name))
  const { data: stored } = useQuery(respondersQuery(api, assistant))
  const [typed, setTyped] = useState<string>()
  const [from, setFrom] = useState(0)
  const run = useMutation(tryRuleMutation(api, assistant))
  const written = typed ?? calls[from]?.arguments ?? (isPending ? '' : exampleOf(name, parameters))

  function tryOut() {
    const before = stored?.functions.find((each) => each.function === name)?.rules ?? []
    run.mutate({ function: name, rule: sentRule(rule, before, assistant), arguments: written })
  }

  return (
    <>
      <FromCall
        calls={calls}
        from={from}
        onFrom={(number) => {
          setFrom(number)
          setTyped(undefined)
        }}
      />
      <Field label={t('arguments')} hint={t('hint')}>
        {(control) => (
          <Textarea
            {...control}
            dir="ltr"
            rows={2}
            spellCheck={false}
            value={written}
            onChange={(event) => setTyped(event.target.value)}
            className="font-mono"
          />
        )}
      </Field>
      <Button busy={run.isPending} onClick={tryOut} className="self-start">
        {t(run.isPending ? 'trying' : 'action')}
      </Button>
      <div role="status" className="min-w-0 empty:hidden">
        {run.data && !run.isPending && <Result result={run.data} />}
      </div>
      {run.isError && <ErrorState compact error={run.error} onRetry={tryOut} />}
    </>
  )
}

interface FromCallProps {
  readonly calls: readonly SeenCall[]
  /** Which of them, from 0. */
  readonly from: number
  readonly onFrom: (number: number) => void
}

/** Of which call the arguments are; nothing to choose while there are no two. */
function FromCall({ calls, from, onFrom }: FromCallProps) {
  const t = useTranslations('responders.try')
  if (calls.length < 2) return null
  return (
    <Field label={t('from')}>
      {(control) => (
        <Select {...control} value={from} onChange={(event) => onFrom(Number(event.target.value))}>
          {calls.map(({ id }, number) => (
            <option key={id} value={number}>
              {t('last', { number })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

const tones = { answered: 'completed', failed: 'failed', skipped: 'incomplete' } as const

function Result({ result: { status, output, error, logs, ms } }: { result: TryResult }) {
  const t = useTranslations('responders.try')
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p data-status={tones[status]} className="text-row font-medium text-tone">
        {t(status, { ms })}
      </p>
      {error !== null && (
        <p lang="en" className="text-row wrap-anywhere">
          {error}
        </p>
      )}
      {output !== null && <JsonView label={t('output')} text={output} />}
      {logs.length > 0 && (
        <div>
          <p className="text-meta font-medium text-muted">{t('logs')}</p>
          <pre className="max-h-48 overflow-auto font-mono text-meta wrap-anywhere whitespace-pre-wrap">
            {logs.join('\n')}
          </pre>
        </div>
      )}
    </div>
  )
}

/** Arguments that could be given, of a function that nobody has called yet. */
function exampleOf(name: string, parameters: unknown): string {
  const call = { id: '', type: 'function' as const, function: { name, arguments: '{}' } }
  const schema = typeof parameters === 'object' && parameters !== null ? { ...parameters } : { type: 'object' }
  return exampleOutputOf(call, { schema, words: { weather: '', person: '', title: '', city: '', done: '' } })
}
