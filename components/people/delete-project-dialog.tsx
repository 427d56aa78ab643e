'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useProjectName } from '@/components/names/use-project-name'
import { keysPath } from '@/components/routing/paths'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
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
  const router = useRouter()
  const name = useProjectName()(project)
  const { id } = project
  const [typed, setTyped] = useState('')
  const { mutate, isPending, error } = useMutation(deleteProjectMutation(useQueryClient()))
  function done() {
    if (isCurrent) return window.location.assign(keysPath)
    onClose()
    router.refresh()
  }
  return (
    <FormDialog
      danger
      title={t('delete_title', { name })}
      action={t('delete_all')}
      busy={isPending}
      incomplete={typed.trim() !== name}
      error={error}
      onSubmit={() => mutate(id, { onSuccess: done })}
      onClose={onClose}
    >
      <p className="text-prose">{t('delete_text')}</p>
      <Field label={t('delete_label', { name })}>
        {(control) => (
          <Input {...control} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  )
}
