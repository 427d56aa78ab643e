'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useProjectName } from '@/components/names/use-project-name'
import { FormDialog } from '@/components/ui/form-dialog'
import { NameField } from '@/components/ui/name-field'
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
  const router = useRouter()
  const nameOf = useProjectName()
  const [name, setName] = useState(stored?.name ?? '')
  const { mutate, isPending, error } = useMutation(saveProjectMutation(useQueryClient()))
  const done = () => {
    onClose()
    router.refresh()
  }
  return (
    <FormDialog
      title={stored ? t('rename_title', { name: nameOf(stored) }) : t('add')}
      action={t(stored ? 'rename' : 'make')}
      busy={isPending}
      incomplete={name.trim() === ''}
      error={error}
      onSubmit={() => mutate({ id: stored?.id, name }, { onSuccess: done })}
      onClose={onClose}
    >
      <NameField label={t('name')} hint={t(stored ? 'rename_hint' : 'name_hint')} value={name} onChange={setName} />
    </FormDialog>
  )
}
