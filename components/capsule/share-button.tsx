'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useActions } from '@/components/actions/use-actions'
import { Button } from '@/components/ui/button'
import type { CapsuleSubject } from '@/lib/client/capsule-source'
import { LateShare } from './late-share'

/** The way to a file of a run, or of a whole thread; in the palette, too. Props: subject. */
export function ShareButton({ subject }: { readonly subject: CapsuleSubject }) {
  const t = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const open = () => setOpen(true)
  useActions('share', [{ label: t('share_file'), onSelect: open }])
  return (
    <>
      <Button look="quiet" onClick={open}>
        {t('share_file')}
      </Button>
      {isOpen && <LateShare subject={subject} onClose={() => setOpen(false)} />}
    </>
  )
}
