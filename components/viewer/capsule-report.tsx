'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useChoiceIn } from '@/components/report/report-context'
import { RunReport } from '@/components/report/run-report'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { UrlState } from '@/lib/inspector/url-state'
import type { Capsule } from '@/lib/capsule/capsule'
import type { RunView } from '@/lib/run/fold'

interface CapsuleReportProps {
  readonly capsule: Capsule
  readonly threadName: string
  readonly views: ReadonlyMap<string, RunView>
  readonly urlState: UrlState
}

/** The report of one run; of several the reader chooses. */
export function CapsuleReport({ capsule, threadName, views, urlState }: CapsuleReportProps) {
  const t = useTranslations('capsule.view')
  const { recording } = capsule
  const [asked, setAsked] = useChoiceIn(urlState, 'of')
  const run =
    recording.runs.find(({ id }) => id === asked) ??
    recording.runs.find(({ id }) => id === capsule.run_id) ??
    recording.runs.at(-1)
  const view = run && views.get(run.id)
  const surroundings = useSurroundings({ capsule, threadName, view })
  if (!run || !view?.run) return <p className="text-prose text-muted">{t('no_runs')}</p>
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {recording.runs.length > 1 && (
        <Field label={t('run')}>
          {(control) => (
            <Select
              {...control}
              className="max-w-full"
              value={run.id}
              onChange={(event) => setAsked(event.target.value)}
            >
              {recording.runs.map(({ id }, index) => (
                <option key={id} value={id}>
                  {t('run_number', { number: index + 1, assistant: nameOf(capsule, views.get(id)) ?? id })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <RunReport key={run.id} {...{ view, urlState, surroundings }} events={run.events} now={0} />
    </div>
  )
}

const nameOf = ({ recording }: Capsule, view: RunView | undefined) =>
  recording.assistants.find(({ id }) => id === view?.run?.assistant_id)?.name ?? view?.run?.model

type Known = Pick<CapsuleReportProps, 'capsule' | 'threadName'> & { readonly view: RunView | undefined }

/** What stands around a run in its file. No code is offered for a server that is not here. */
function useSurroundings({ capsule, threadName, view }: Known) {
  return useMemo(
    () => ({
      assistantName: nameOf(capsule, view) ?? null,
      threadName,
      labels: (view?.run && capsule.labels.runs[view.run.id]) ?? [],
      createdMs: view?.log[0]?.at ?? capsule.exported_ms,
      messages: { known: capsule.recording.messages.toReversed(), hasOlder: false, isPending: false },
      server: null,
      exchanges: null,
      isLogWhole: true,
      around: { backend: 'elsewhere', unlisted: null, threadGoneMs: null, unanswered: [] } as const,
      cutOff: null,
    }),
    [capsule, threadName, view],
  )
}
