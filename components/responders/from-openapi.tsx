'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { openApiMutation } from '@/lib/client/responder-sources'
import { responderLimits } from '@/lib/protocol/responder-limits'
import { TextField } from './fields'
import { ImportableList, type Choosing } from './importable-list'

/** The operations of a document that is pasted, dropped or chosen. Props: chosen, onChosen. */
export function FromOpenApi(choosing: Choosing) {
  const t = useTranslations('responders.import')
  const [document, setDocument] = useState('')
  const [baseUrl, setBaseUrl] = useState('')
  const read = useMutation(openApiMutation())
  const ask = () => read.mutate({ document, ...(baseUrl.trim() && { base_url: baseUrl.trim() }) })

  function take(text: string) {
    setDocument(text)
    read.reset()
    choosing.onChosen([])
  }

  return (
    <div className="flex flex-col gap-4">
      <DocumentField document={document} onDocument={take} />
      <TextField
        label={t('base_url')}
        hint={t('base_url_hint')}
        dir="ltr"
        type="url"
        value={baseUrl}
        onValue={setBaseUrl}
      />
      <Button busy={read.isPending} disabled={document.trim() === ''} onClick={ask} className="self-start">
        {t(read.isPending ? 'reading' : 'read')}
      </Button>
      {read.isError && (
        <div ref={intoSight}>
          <ErrorState compact error={read.error} />
        </div>
      )}
      {read.data && (
        <>
          <p ref={intoSight} role="status" className="text-row font-medium">
            {t('found', { title: read.data.title ?? t('untitled'), count: read.data.functions.length })}
          </p>
          <ImportableList label={t('openapi')} functions={read.data.functions} {...choosing} />
        </>
      )}
    </div>
  )
}

/** What was read stands below a document that fills the dialog. */
const intoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'start' })

function DocumentField({ document, onDocument }: { document: string; onDocument: (text: string) => void }) {
  const t = useTranslations('responders.import')
  const fileId = useId()
  const [refused, setRefused] = useState<string>()
  function takeFile(file: File | undefined) {
    if (!file) return
    const isLarge = file.size > responderLimits.document
    setRefused(isLarge ? file.name : undefined)
    if (!isLarge) void file.text().then(onDocument)
  }
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        takeFile(event.dataTransfer.files[0])
      }}
    >
      <Field
        label={t('document')}
        hint={t('document_hint')}
        error={refused && t('too_large', { name: refused })}
        aside={
          <label htmlFor={fileId} className="cursor-pointer text-row underline underline-offset-2">
            {t('file')}
            <input
              id={fileId}
              type="file"
              accept=".json,.yaml,.yml"
              className="sr-only"
              onChange={({ target }) => takeFile(target.files?.[0])}
            />
          </label>
        }
      >
        {(control) => (
          <Textarea
            {...control}
            dir="ltr"
            rows={6}
            spellCheck={false}
            maxLength={responderLimits.document}
            value={document}
            onChange={(event) => (setRefused(undefined), onDocument(event.target.value))}
            className="max-h-60! font-mono"
          />
        )}
      </Field>
    </div>
  )
}
