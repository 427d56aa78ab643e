'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useThreadName } from '@/components/names/use-thread-name'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { renameThreadMutation } from '@/lib/client/mutations'
import { MAX_TITLE } from '@/lib/protocol/limits'
import type { ThreadSummary } from '@/lib/protocol/playground'

/** Asks for a thread's title. */
export function RenameThread({ thread, onClose }: { thread: ThreadSummary; onClose: () => void }) {
  const t = useTranslations('threads.rename')
  const common = useTranslations('common')
  const rename = useMutation(renameThreadMutation(useApi(), useQueryClient()))
  const nameOf = useThreadName()
  const [before] = useState(thread.title)

  function submit(fields: FormData) {
    const title = String(fields.get('title')).trim()
    rename.mutate({ id: thread.id, title: title || null }, { onSuccess: onClose })
  }

  return (
    <FormDialog
      title={t('title')}
      action={common('rename')}
      busy={rename.isPending}
      error={rename.error}
      onSubmit={submit}
      onClose={onClose}
    >
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
        <p role="status" className="text-row">
          {t('changed_elsewhere', { title: nameOf(thread) })}
        </p>
      )}
    </FormDialog>
  )
}
