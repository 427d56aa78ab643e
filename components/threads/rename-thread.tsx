'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState, type FormEvent } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useThreadName } from '@/components/names/use-thread-name'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { renameThreadMutation } from '@/lib/client/mutations'
import { MAX_TITLE } from '@/lib/protocol/limits'
import type { ThreadSummary } from '@/lib/protocol/playground'

/** Asks for a thread's title. */
export function RenameThread({ thread, onClose }: { thread: ThreadSummary; onClose: () => void }) {
  const t = useTranslations('threads.rename')
  const common = useTranslations('common')
  const rename = useMutation(renameThreadMutation(useApi(), useQueryClient()))
  const formId = useId()
  const nameOf = useThreadName()
  const [before] = useState(thread.title)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const title = String(new FormData(event.currentTarget).get('title')).trim()
    rename.mutate({ id: thread.id, title: title || null }, { onSuccess: onClose })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={rename.isPending}>
            {common('rename')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field label={t('label')} hint={t('hint')}>
          {(control) => (
            <Input
              {...control}
              name="title"
              data-autofocus
              autoComplete="off"
              maxLength={MAX_TITLE}
              defaultValue={thread.title ?? ''}
              placeholder={thread.preview ?? undefined}
            />
          )}
        </Field>
        {thread.title !== before && (rename.isIdle || rename.isError) && (
          <p role="status" className="mt-2 text-row">
            {t('changed_elsewhere', { title: nameOf(thread) })}
          </p>
        )}
        {rename.error && <ErrorState compact error={rename.error} />}
      </form>
    </Dialog>
  )
}
