'use client'

import { MAX_NAME } from '@/lib/protocol/limits'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useId, useState, type FormEvent } from 'react'
import { useProjectName } from '@/components/names/use-project-name'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { saveProjectMutation } from '@/lib/client/people'
import type { Project } from '@/lib/protocol/people'

interface ProjectDialogProps {
  /** Undefined: a new one. */
  readonly stored: Project | undefined
  readonly onClose: () => void
}

/** Makes a project, or gives one another name: its addresses stay. */
export function ProjectDialog({ stored, onClose }: ProjectDialogProps) {
  const t = useTranslations('people.projects')
  const common = useTranslations('common')
  const router = useRouter()
  const nameOf = useProjectName()
  const formId = useId()
  const [name, setName] = useState(stored?.name ?? '')
  const { mutate, isPending, error } = useMutation(saveProjectMutation(useQueryClient()))
  const isFilled = name.trim() !== ''
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isFilled || isPending) return
    mutate(
      { id: stored?.id, name },
      {
        onSuccess: () => {
          onClose()
          router.refresh()
        },
      },
    )
  }
  return (
    <Dialog
      open
      title={stored ? t('rename_title', { name: nameOf(stored) }) : t('add')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={isPending} disabled={!isFilled}>
            {stored ? t('rename') : t('make')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('name')} hint={stored ? t('rename_hint') : t('name_hint')}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              required
              maxLength={MAX_NAME}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {error && <ErrorState compact error={error} />}
      </form>
    </Dialog>
  )
}
