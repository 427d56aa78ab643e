'use client'

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
import { deleteProjectMutation } from '@/lib/client/people'
import type { Project } from '@/lib/protocol/people'

interface DeleteProjectDialogProps {
  readonly project: Project
  /** The page is of this one: there is no staying on it. */
  readonly isCurrent: boolean
  readonly onClose: () => void
}

/** Asks for the project's name before all that is in it is deleted. */
export function DeleteProjectDialog({ project, isCurrent, onClose }: DeleteProjectDialogProps) {
  const t = useTranslations('people.projects')
  const common = useTranslations('common')
  const router = useRouter()
  const name = useProjectName()(project)
  const { id } = project
  const formId = useId()
  const [typed, setTyped] = useState('')
  const { mutate, isPending, error } = useMutation(deleteProjectMutation(useQueryClient()))
  const isConfirmed = typed.trim() === name
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isConfirmed || isPending) return
    mutate(id, {
      onSuccess: () => {
        if (isCurrent) return window.location.assign('/keys')
        onClose()
        router.refresh()
      },
    })
  }
  return (
    <Dialog
      open
      title={t('delete_title', { name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {common('cancel')}
          </Button>
          <Button look="danger" type="submit" form={formId} busy={isPending} disabled={!isConfirmed}>
            {t('delete_all')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-prose">{t('delete_text')}</p>
        <Field label={t('delete_label', { name })}>
          {(control) => (
            <Input {...control} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        {error && <ErrorState compact error={error} />}
      </form>
    </Dialog>
  )
}
