'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { late } from '@/components/late/late'
import { JsonView } from '@/components/ui/json-view'
import type { FunctionCall } from '@/lib/protocol/run'
import type { Tool } from '@/lib/protocol/tool'
import { functionOf, outputFieldsOf, responseSchemaOf } from '@/lib/run/output-fields'
import { OutputFields } from './output-fields'
import { OutputText } from './output-text'
import { Tabs } from './tabs'

const JsonBlock = late(() => import('@/components/json/json-block').then((file) => file.JsonBlock))

const tabs = ['form', 'json', 'schema'] as const
type Tab = (typeof tabs)[number]

interface ToolOutputCardProps {
  readonly call: FunctionCall
  /** The run's tools, of which the call is one. */
  readonly tools: readonly Tool[]
  /** Which of several calls this is. */
  readonly place: { readonly at: number; readonly of: number } | null
  readonly output: string
  readonly onOutput: (output: string) => void
}

/**
 * One call: what the model wants, and where its output is written, in a form or as text.
 * Props: call, tools, place, output, onOutput.
 */
export function ToolOutputCard({ call, tools, place, output, onOutput }: ToolOutputCardProps) {
  const t = useTranslations('inspector.outputs')
  const { name } = call.function
  const named = place ? `${name} ${place.at}/${place.of}` : name
  const schema = responseSchemaOf(tools, name)
  const [tab, setTab] = useState<Tab>(schema && outputFieldsOf(schema, '') ? 'form' : 'json')
  const write = { label: t('output_of', { name: named }), call, output, onOutput }
  return (
    <fieldset
      data-call={call.id}
      className="grid min-w-0 grid-cols-1 items-start gap-x-6 gap-y-2 border-t border-line pt-3 @4xl:grid-cols-2"
    >
      <legend className="sr-only">{named}</legend>
      <p className="flex flex-wrap items-baseline gap-2 @4xl:col-span-2">
        <code className="min-w-0 font-mono text-row font-bold wrap-anywhere">{name}</code>
        {place && <span className="text-meta text-muted">{`${place.at}/${place.of}`}</span>}
      </p>
      <Arguments label={t('arguments_of', { name: named })} text={call.function.arguments} />
      <Tabs
        label={t('way_of', { name: named })}
        tabs={tabs.map((each) => ({ name: each, label: t(`tab.${each}`) }))}
        selected={tab}
        onSelect={setTab}
      >
        {tab === 'form' && (
          <OutputFields {...write} fields={outputFieldsOf(schema, output)} hasSchema={schema !== null} />
        )}
        {tab === 'json' && <OutputText {...write} />}
        {tab === 'schema' && (
          <Suspense>
            <JsonBlock label={t('schema_of', { name: named })} value={functionOf(tools, name) ?? null} />
          </Suspense>
        )}
      </Tabs>
    </fieldset>
  )
}

/** Longer ones are not drawn before they are asked for, which is more than a page needs to begin with. */
const MOST_AT_ONCE = 64 * 1024

function Arguments(props: { label: string; text: string }) {
  if (props.text.length <= MOST_AT_ONCE) return <JsonView {...props} />
  return (
    <Suspense>
      <JsonBlock {...props} />
    </Suspense>
  )
}
