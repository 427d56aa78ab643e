'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Suspense, useState } from 'react'
import { useActions } from '@/components/actions/use-actions'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { lateDialog } from '@/components/late/late'
import { plainName } from '@/components/names/plain-name'
import { assistantPath, threadPath } from '@/components/routing/paths'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast-store'
import { useCopy } from '@/components/ui/use-copy'
import { duplicateAssistantMutation } from '@/lib/client/assistant-mutations'
import { createThreadMutation } from '@/lib/client/mutations'
import type { Assistant } from '@/lib/protocol/assistant'
import type { AssistantFormState } from './use-assistant-form'

const DemoDialog = lateDialog(() => import('@/components/demos/demo-dialog').then((file) => file.DemoDialog))
const DeleteAssistantsDialog = lateDialog(
  () => import('./assistant-parts').then((file) => file.DeleteAssistantsDialog),
  { ahead: true },
)

interface AssistantMenuProps {
  readonly assistant: Assistant
  /** On the assistant's own page: a copy is opened, and `onDeleted` leaves the page after deleting. */
  readonly onDeleted?: () => void
  /** In a list, which asks and deletes by itself. */
  readonly onDelete?: () => void
  /** The form in which it is edited: a copy includes what is not saved. */
  readonly form?: AssistantFormState
}

/** There is no thread beside it. */
const nothing: readonly string[] = []

/** What can be done with an assistant besides editing it. */
export function AssistantMenu({ assistant, onDeleted, onDelete, form }: AssistantMenuProps) {
  const t = useTranslations('assistants')
  const common = useTranslations('common')
  const copy = useCopy()
  const [asks, setAsks] = useState<'demo' | 'delete' | null>(null)
  const close = () => setAsks(null)
  const name = plainName(assistant.name ?? t('unnamed'))
  const { startThread, makeCopy } = useDoings({ assistant, name, onDeleted, form })
  const items = [
    { label: t('new_thread'), needs: 'run', onSelect: startThread },
    { label: common('duplicate'), needs: 'manage', onSelect: makeCopy },
    { label: t('edit_demo'), needs: 'manage', onSelect: () => setAsks('demo') },
    { label: t('copy_id'), onSelect: () => copy(assistant.id) },
    { label: common('delete'), needs: 'manage', danger: true, onSelect: onDelete ?? (() => setAsks('delete')) },
  ] as const
  // In a list every row has this menu, and the palette could not say whose it is.
  useActions('assistant', onDeleted ? items : [])
  return (
    <>
      <Menu label={common('more_actions_for', { name })} className="text-muted hover:text-ink" items={items}>
        <EllipsisVertical size={16} aria-hidden />
      </Menu>
      {asks && (
        <Suspense>
          {asks === 'demo' && <DemoDialog assistant={assistant} said={nothing} onClose={close} />}
          {asks === 'delete' && (
            <DeleteAssistantsDialog assistants={[assistant]} onClose={close} onDeleted={() => onDeleted?.()} />
          )}
        </Suspense>
      )}
    </>
  )
}

function useDoings({ assistant: { id }, name, onDeleted, form }: AssistantMenuProps & { readonly name: string }) {
  const t = useTranslations('assistants')
  const api = useApi()
  const client = useQueryClient()
  const router = useRouter()
  const create = useOnceMutation(createThreadMutation(api, client))
  const duplicate = useOnceMutation(duplicateAssistantMutation(api, client))
  return {
    startThread: () =>
      create.mutate(undefined, {
        onSuccess: (thread) => router.push(threadPath(api.connection, thread.id, { assistant: id })),
      }),
    makeCopy() {
      const unsaved = form?.dirty ? form : undefined
      if (unsaved && unsaved.problems.size > 0) return unsaved.review()
      const changes = unsaved?.body()
      duplicate.mutate(
        { id, name: t('copy_of', { name: changes?.body.name ?? name }), changes },
        {
          onSuccess: (made) => {
            toast(t(unsaved ? 'duplicated_unsaved' : 'duplicated', { name: plainName(made.name ?? t('unnamed')) }))
            // The copy has the changes, so leaving the page loses nothing.
            unsaved?.discard()
            if (onDeleted) router.push(assistantPath(api.connection, made.id))
          },
        },
      )
    },
  }
}
