'use client'

import { useTranslations } from 'next-intl'
import { memo, Suspense, useState } from 'react'
import { late } from '@/components/late/late'
import { CallResponderCard } from '@/components/responders/late-call-responder'
import { Button } from '@/components/ui/button'
import { JsonView } from '@/components/ui/json-view'
import type { FunctionCall, Run } from '@/lib/protocol/run'
import { isBrokenOutput, type OutputDraft } from '@/lib/inspector/broken-output'
import { exampleOutputOf, parsedJsonOf } from '@/lib/inspector/example-output'
import { fieldOf } from '@/lib/inspector/output-fields'
import type { CallResponder } from '@/lib/run/call-responder'
import { functionOf, responseSchemaOf } from '@/lib/run/response-schema'
import { OutputFields } from './output-fields'
import { OutputText } from './output-text'
import { Tabs } from '@/components/ui/tabs'

const JsonBlock = late(() => import('@/components/json/json-block').then((file) => file.JsonBlock))
const BrokenJson = late(() => import('@/components/json/broken-json').then((file) => file.BrokenJson))
const OutputJson = late(() => import('./output-json').then((file) => file.OutputJson))
const LastOutputFields = late(() => import('./last-output-fields').then((file) => file.LastOutputFields))

const loading = <div className="h-24" />
const ways = ['form', 'json', 'text'] as const

interface ToolOutputCardProps extends OutputDraft {
  readonly call: FunctionCall
  /** That waits for the output. */
  readonly run: Run
  /** Which of how many calls this is, from 1. */
  readonly place: number
  readonly of: number
  /** What a rule has made of it. */
  readonly responder: CallResponder | undefined
  /** Whether the output is written here. */
  readonly isForPerson: boolean
  readonly onDraft: (callId: string, part: Partial<OutputDraft>) => void
}

/**
 * One call: what the model wants, and where its output is written, in a form, as JSON or as text. Of hundreds only the
 * one that is written in is drawn anew. Props: see above.
 */
export const ToolOutputCard = memo(function ToolOutputCard(props: ToolOutputCardProps) {
  const { call, run, place, of, responder, isForPerson } = props
  const t = useTranslations('inspector.outputs')
  const { name } = call.function
  const which = of > 1 ? `${place}/${of}` : undefined
  const named = which ? `${name} ${which}` : name
  return (
    <fieldset
      data-call={call.id}
      className="grid min-w-0 grid-cols-1 items-start gap-x-6 gap-y-2 border-t border-line pt-3 @4xl:grid-cols-2"
    >
      <legend className="sr-only">{named}</legend>
      <CallHead name={name} which={which} />
      <Arguments label={t('arguments_of', { name: named })} text={call.function.arguments} />
      <div className="flex min-w-0 flex-col gap-3">
        {responder && !(isForPerson && isUnderway(responder)) && (
          <Suspense fallback={loading}>
            <CallResponderCard
              {...{ run, call, responder }}
              onWrite={(text) => props.onDraft(call.id, { output: text })}
            />
          </Suspense>
        )}
        {isForPerson && <OutputWays {...props} named={named} />}
      </div>
    </fieldset>
  )
})

/** While a person writes, what the rule would do is beside the point. */
const isUnderway = ({ status }: CallResponder) => status === 'asked' || status === 'working'

/** The ways to write the output: in a form, as JSON or as text. */
function OutputWays(props: ToolOutputCardProps & { readonly named: string }) {
  const { call, run, output, way, isText, named } = props
  const t = useTranslations('inspector.outputs')
  const { name } = call.function
  const schema = responseSchemaOf(run.tools, name)
  const [isSchema, setSchema] = useState(false)
  const onDraft = (part: Partial<OutputDraft>) => props.onDraft(call.id, part)
  const write = {
    label: t('output_of', { name: named }),
    output,
    onOutput: (text: string) => onDraft({ output: text }),
  }
  const sent = {
    isBroken: isBrokenOutput({ output, way, isText }),
    onText: () => onDraft({ way: 'text', isText: true }),
  }
  return (
    <Tabs
      label={t('way_of', { name: named })}
      tabs={[...ways, 'schema' as const].map((each) => ({ name: each, label: t(`tab.${each}`) }))}
      selected={isSchema ? 'schema' : way}
      onSelect={(next) => {
        setSchema(next === 'schema')
        if (next !== 'schema') onDraft({ way: next })
      }}
    >
      {isSchema ? (
        <Suspense>
          <JsonBlock label={t('schema_of', { name: named })} value={functionOf(run.tools, name) ?? null} />
        </Suspense>
      ) : (
        <div className="flex min-w-0 flex-col gap-2">
          {output === '' && <ExampleButton call={call} run={run} onOutput={write.onOutput} />}
          {way === 'text' && <OutputText {...write} {...sent} />}
          {way === 'form' && schema && <OutputFields {...write} field={fieldOf(schema)} />}
          {way === 'json' && (
            <Suspense fallback={loading}>
              <OutputJson {...write} {...sent} />
            </Suspense>
          )}
          {way === 'form' && !schema && (
            <Suspense fallback={loading}>
              <LastOutputFields {...write} run={run} name={name} />
            </Suspense>
          )}
        </div>
      )}
    </Tabs>
  )
}

const CallHead = ({ name, which }: { name: string; which: string | undefined }) => (
  <p className="flex flex-wrap items-baseline gap-2 @4xl:col-span-2">
    <code className="min-w-0 font-mono text-row font-bold wrap-anywhere">{name}</code>
    {which && <span className="text-meta text-muted">{which}</span>}
  </p>
)

interface ExampleButtonProps extends Pick<ToolOutputCardProps, 'call' | 'run'> {
  readonly onOutput: (output: string) => void
}

/** Writes an output that such a function could give. */
function ExampleButton({ call, run, onOutput }: ExampleButtonProps) {
  const t = useTranslations('inspector.outputs')
  const words = {
    weather: t('example.weather'),
    person: t('example.person'),
    title: t('example.title'),
    city: t('example.city'),
    done: t('example.done'),
  }
  const schema = responseSchemaOf(run.tools, call.function.name)
  return (
    <Button
      look="quiet"
      className="h-6 self-end px-1.5"
      onClick={() => onOutput(exampleOutputOf(call, { schema, words }))}
    >
      {t('use_example')}
    </Button>
  )
}

/** Longer ones are not drawn before they are asked for, which is more than a page needs to begin with. */
const MAX_AT_ONCE = 64 * 1024

/** What the model wants; where that is no JSON it says so. */
function Arguments(props: { label: string; text: string }) {
  const isBroken = props.text.trim() !== '' && parsedJsonOf(props.text) === undefined
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {props.text.length <= MAX_AT_ONCE ? (
        <JsonView {...props} />
      ) : (
        <Suspense>
          <JsonBlock {...props} />
        </Suspense>
      )}
      {isBroken && (
        <Suspense>
          <BrokenJson text={props.text} />
        </Suspense>
      )}
    </div>
  )
}
