'use client'

import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { late } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import type { OutputWriting } from './output-writing'

const BrokenJson = late(() => import('@/components/json/broken-json').then((file) => file.BrokenJson))

interface OutputTextProps extends OutputWriting {
  /** It was meant as JSON and is none. */
  readonly isBroken: boolean
  /** Sends it as it stands. */
  readonly onText: () => void
}

/** An output as text, sent as it stands. Props: label, output, onOutput, isBroken, onText. */
export function OutputText({ label, output, onOutput, isBroken, onText }: OutputTextProps) {
  const t = useTranslations('inspector.outputs')
  return (
    <div data-status={isBroken ? 'failed' : undefined} className="flex flex-col gap-1">
      <Field label={label} hint={isBroken ? undefined : t(hintOf(output))}>
        {(control) => (
          <Textarea
            {...control}
            aria-invalid={isBroken || undefined}
            rows={3}
            spellCheck={false}
            value={output}
            onChange={(event) => onOutput(event.target.value)}
            className="min-h-20 font-mono"
          />
        )}
      </Field>
      {isBroken && (
        <>
          <Suspense>
            <BrokenJson text={output} />
          </Suspense>
          <SendAsText onText={onText} />
        </>
      )}
    </div>
  )
}

/** Offers to send what is no JSON all the same. Props: onText. */
export function SendAsText({ onText }: { onText: () => void }) {
  const t = useTranslations('inspector.outputs')
  return (
    <Button className="self-start" onClick={onText}>
      {t('send_as_text')}
    </Button>
  )
}

function hintOf(output: string) {
  if (output === '') return 'hint.empty'
  return parsedJsonOf(output) === undefined ? 'hint.text' : 'hint.json'
}
