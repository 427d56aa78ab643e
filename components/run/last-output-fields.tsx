'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { lastOutputQuery } from '@/lib/client/last-output'
import type { Run } from '@/lib/protocol/run'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import { fieldOf, schemaOfValue } from '@/lib/inspector/output-fields'
import { objectOf, RESPONSE_KEY } from '@/lib/run/response-schema'
import { OutputFields } from './output-fields'
import type { OutputWriting } from './output-writing'

interface LastOutputFieldsProps extends OutputWriting {
  readonly run: Run
  /** Of the function. */
  readonly name: string
}

/**
 * A form for a function that does not say what it returns: the fields that it was answered by last time, or those of
 * what is written. Props: label, output, onOutput, run, name.
 */
export function LastOutputFields({ run, name, ...writing }: LastOutputFieldsProps) {
  const t = useTranslations('inspector.outputs.form')
  const { data: last, error, refetch } = useQuery(lastOutputQuery(useApi(), run, name))
  // What is written decides once: a field that is emptied stays.
  const [written] = useState(() => parsedJsonOf(writing.output))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} compact />
  if (last === undefined) return <Skeleton />
  const before = parsedJsonOf(last ?? '')
  const shape = [written, before].find((each) => objectOf(each) !== null || Array.isArray(each))
  if (shape === undefined) {
    return <p className="max-w-prose text-row text-muted">{t('empty', { key: RESPONSE_KEY })}</p>
  }
  return (
    <div className="flex flex-col gap-3">
      {shape === before && (
        <p className="flex flex-wrap items-center gap-x-2 text-row text-muted">
          {t('as_last_time')}
          {writing.output === '' && (
            <Button look="quiet" onClick={() => writing.onOutput(JSON.stringify(before, null, 2))}>
              {t('fill_in_last')}
            </Button>
          )}
        </p>
      )}
      <OutputFields {...writing} field={fieldOf(schemaOfValue(shape))} />
    </div>
  )
}
