'use client'

import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import type { SourceProblem } from '@/components/json/check-shape'
import { JsonEditor } from '@/components/json/json-editor'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Tabs } from '@/components/ui/tabs'
import type { ResponderMode } from '@/lib/protocol/responder-limits'
import { argumentPaths, noResponder, responderOf, responderSource, type ResponderFields } from './responder-source'
import { RuleList } from './rule-list'
import { RuleContext } from './rule-place'

const ways = ['form', 'json'] as const

interface AnsweredByProps {
  /** Of the function. */
  readonly name: string
  readonly parameters: unknown
  /** Null while there is none yet. */
  readonly assistant: string | null
  /** JSON of mode and rules; undefined where a person answers. */
  readonly source: string | undefined
  readonly problem: SourceProblem | undefined
  /** What else is wrong, in words. */
  readonly error: string | undefined
  /** The rule that this is about, from 0; undefined where it is about all of it. */
  readonly wrongRule: number | undefined
  readonly onSource: (source: string | undefined) => void
}

/** What answers a function: a person or rules, in a form or as JSON. Both write the same text. Props: see above. */
export function AnsweredBy(props: AnsweredByProps) {
  const { name, parameters, assistant, source, problem, error, wrongRule, onSource } = props
  const t = useTranslations('responders')
  const fields = responderOf(source)
  const [way, setWay] = useState<(typeof ways)[number]>(fields ? 'form' : 'json')
  const write = (changed: ResponderFields) => onSource(responderSource(changed))
  const isFolded = way === 'form' && fields?.mode === 'never' && fields.rules.length === 0
  return (
    <fieldset className="mt-3 flex min-w-0 flex-col gap-3 border-t border-line pt-3">
      <legend className="sr-only">{t('title_of', { name })}</legend>
      <Head name={name} fields={fields} onMode={(mode) => write({ ...(fields ?? noResponder), mode })} />
      {error && (
        <p data-status="failed" role="alert" className="text-row font-medium text-tone">
          {error}
        </p>
      )}
      {!isFolded && (
        <Tabs
          label={t('way', { name })}
          tabs={ways.map((each) => ({ name: each, label: t(each) }))}
          selected={way}
          onSelect={setWay}
        >
          {way === 'json' ? (
            <JsonEditor
              label={t('json_of', { name })}
              hint={t('json_hint')}
              root="any"
              value={source ?? JSON.stringify(noResponder, null, 2)}
              onChange={onSource}
              problem={problem}
            />
          ) : fields ? (
            <RuleContext
              value={{ assistant, name, parameters, paths: argumentPaths(parameters), isReviewed: error !== undefined }}
            >
              <RuleList
                rules={fields.rules}
                wrong={error === undefined || wrongRule === undefined ? undefined : { index: wrongRule, error }}
                onRules={(rules) => write({ ...fields, rules })}
              />
            </RuleContext>
          ) : (
            <NoForm onJson={() => setWay('json')}>{t('no_form')}</NoForm>
          )}
        </Tabs>
      )}
    </fieldset>
  )
}

interface HeadProps {
  readonly name: string
  readonly fields: ResponderFields | undefined
  readonly onMode: (mode: ResponderMode) => void
}

const inOrder = ['never', 'always', 'ask'] as const satisfies readonly ResponderMode[]

function Head({ name, fields, onMode }: HeadProps) {
  const t = useTranslations('responders')
  const mode = fields?.mode ?? 'never'
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
      <p aria-hidden className="pt-1 text-row font-bold">
        {t('title')}
      </p>
      <div className="min-w-0 flex-1 basis-60">
        <Select
          aria-label={t('mode.label', { name })}
          value={mode}
          disabled={!fields}
          onChange={(event) => onMode(event.target.value as ResponderMode)}
          className="w-full sm:w-auto"
        >
          {inOrder.map((each) => (
            <option key={each} value={each}>
              {t(`mode.${each}`)}
            </option>
          ))}
        </Select>
        <p className="mt-1 max-w-prose text-meta text-muted">
          {t(`mode.${mode}_hint`, { count: fields?.rules.length ?? 0 })}
        </p>
      </div>
    </div>
  )
}

const NoForm = ({ onJson, children }: { onJson: () => void; children: ReactNode }) => {
  const t = useTranslations('responders')
  return (
    <div className="flex flex-col items-start gap-3 py-2">
      <p className="max-w-prose text-row">{children}</p>
      <Button onClick={onJson}>{t('edit_json')}</Button>
    </div>
  )
}
