'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'

const AddThreadsDialog = lateDialog(() => import('./add-threads-dialog').then((file) => file.AddThreadsDialog))

interface AddThreadsButtonProps {
  readonly label?: string
  /** What the dialog has in its box first. */
  readonly text?: string
}

/** Opens the dialog that adds threads by their ids. */
export function AddThreadsButton({ label, text = '' }: AddThreadsButtonProps) {
  const t = useTranslations('threads.add')
  const [isOpen, setOpen] = useState(false)
  useAction({ id: 'add-threads', label: t('title'), needs: 'run', when: text === '', run: () => setOpen(true) })
  return (
    <>
      <Button needs="run" look={text ? 'secondary' : 'quiet'} onClick={() => setOpen(true)}>
        {label ?? t('action')}
      </Button>
      {isOpen && (
        <Suspense>
          <AddThreadsDialog text={text} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
