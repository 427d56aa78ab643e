'use client'

import { useTranslations } from 'next-intl'
import { JsonEditor } from '@/components/json/json-editor'
import { placeOf, readJson } from '@/components/json/json-source'
import { SendAsText } from './output-text'
import type { OutputWriting } from './output-writing'

interface OutputJsonProps extends OutputWriting {
  readonly isBroken: boolean
  readonly onText: () => void
}

/** An output as JSON; where it is broken is marked. Props: label, output, onOutput, isBroken, onText. */
export function OutputJson({ label, output, onOutput, isBroken, onText }: OutputJsonProps) {
  const t = useTranslations('inspector.outputs.hint')
  const reading = readJson(output)
  const problem =
    output.trim() === '' || reading.ok
      ? undefined
      : { problem: reading.problem, name: reading.name, ...placeOf(output, reading.offset) }
  return (
    <div className="flex flex-col gap-2">
      <JsonEditor
        label={label}
        hint={t(output.trim() === '' ? 'empty_json' : 'json')}
        root="any"
        value={output}
        onChange={onOutput}
        problem={problem}
      />
      {isBroken && <SendAsText onText={onText} />}
    </div>
  )
}
