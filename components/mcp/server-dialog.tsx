'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useListed } from '@/components/names/use-listed'
import { headersOf } from '@/components/responders/header-lines'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { NameField } from '@/components/ui/name-field'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast-store'
import { saveMcpServerMutation, testMcpServerMutation } from '@/lib/client/responder-sources'
import { ApiError } from '@/lib/protocol/error'
import type { McpServer, McpTest } from '@/lib/protocol/responder-sources'
import { ServerTest } from './server-test'

interface ServerDialogProps {
  /** Undefined: a new one. */
  readonly stored: McpServer | undefined
  readonly onClose: () => void
}

/** Adds a server that is reached over HTTP, or changes one. What is secret is never shown again. */
export function ServerDialog({ stored, onClose }: ServerDialogProps) {
  const t = useTranslations('mcp')
  const [draft, setDraft] = useState({ name: stored?.name ?? '', url: stored?.url ?? '', headers: '' })
  const save = useMutation(saveMcpServerMutation(useQueryClient()))
  const test = useMutation(testMcpServerMutation())
  const { headers, wrongLine } = headersOf(draft.headers)
  const isFilled = draft.name.trim() !== '' && draft.url.trim() !== '' && wrongLine === undefined
  const body = { name: draft.name, url: draft.url, ...(draft.headers.trim() !== '' && { headers }) }
  const { failed, errorOf } = refusalOf(save.error ?? test.error)

  function change(part: Partial<typeof draft>) {
    setDraft({ ...draft, ...part })
    save.reset()
    test.reset()
  }
  // Headers that are stored go only where they were meant to go.
  const runTest = () => test.mutate(stored?.url === draft.url && draft.headers === '' ? { id: stored.id } : body)
  function submit() {
    save.mutate(stored ? { id: stored.id, changes: body } : body, {
      onSuccess: ({ name }) => {
        toast(t('form.saved', { name }))
        onClose()
      },
    })
  }

  return (
    <FormDialog
      title={stored ? t('form.title_edit', { name: stored.name }) : t('form.title_new')}
      action={t('form.save')}
      busy={save.isPending}
      incomplete={!isFilled}
      error={failed}
      more={
        <Button busy={test.isPending} disabled={!isFilled} onClick={runTest}>
          {t('test')}
        </Button>
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <Fields draft={draft} stored={stored} wrongLine={wrongLine} errorOf={errorOf} onChange={change} />
      <TestProgress isPending={test.isPending} test={test.data} />
    </FormDialog>
  )
}

/** What the server refused: at its field where it names one, else by itself. */
function refusalOf(error: Error | null) {
  const wrong = error instanceof ApiError && error.status === 400 ? error.body : undefined
  const hasField = wrong?.param && /^(name|url|headers)/.test(wrong.param)
  return {
    failed: hasField ? null : error,
    errorOf: (param: string) => (wrong?.param?.startsWith(param) ? <span lang="en">{wrong.message}</span> : undefined),
  }
}

function TestProgress({ isPending, test }: { isPending: boolean; test: McpTest | undefined }) {
  const t = useTranslations('mcp')
  return (
    <div role="status" className="empty:hidden">
      {isPending && <p className="text-row text-muted">{t('testing')}</p>}
      {test && !isPending && <ServerTest test={test} />}
    </div>
  )
}

interface ServerDraft {
  readonly name: string
  readonly url: string
  /** One a line. */
  readonly headers: string
}

interface FieldsProps {
  readonly draft: ServerDraft
  readonly stored: McpServer | undefined
  readonly wrongLine: number | undefined
  readonly errorOf: (param: string) => React.ReactNode
  readonly onChange: (part: Partial<ServerDraft>) => void
}

function Fields({ draft, stored, wrongLine, errorOf, onChange }: FieldsProps) {
  const t = useTranslations('mcp.form')
  const listed = useListed()
  const names = stored?.header_names ?? []
  const wrongHeader = wrongLine === undefined ? undefined : t('headers_wrong', { line: wrongLine })
  return (
    <>
      <NameField label={t('name')} error={errorOf('name')} value={draft.name} onChange={(name) => onChange({ name })} />
      <Field label={t('url')} hint={t('url_hint')} error={errorOf('url')}>
        {(control) => (
          <Input
            {...control}
            required
            type="url"
            dir="ltr"
            autoComplete="off"
            value={draft.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('headers')}
        hint={names.length > 0 ? t('headers_stored', { names: listed(names) }) : t('headers_hint')}
        error={wrongHeader ?? errorOf('headers')}
      >
        {(control) => (
          <Textarea
            {...control}
            dir="ltr"
            rows={2}
            autoComplete="off"
            spellCheck={false}
            value={draft.headers}
            onChange={(event) => onChange({ headers: event.target.value })}
            className="font-mono"
          />
        )}
      </Field>
    </>
  )
}
