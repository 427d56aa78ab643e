'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useAction } from '@/components/actions/use-action'
import { forgetKept } from '@/components/kept/kept-in-tab'
import { IconButton } from '@/components/ui/icon-button'
import { LogOut } from './icons'

/** Ends this browser's session where the server asks for an access token. */
export function SignOutButton() {
  const t = useTranslations('shell')
  const form = useRef<HTMLFormElement>(null)
  useAction({ id: 'sign-out', label: t('sign_out'), everywhere: true, run: () => form.current?.requestSubmit() })
  return (
    <form ref={form} method="post" action="/logout" onSubmit={forgetKept}>
      <IconButton type="submit" label={t('sign_out')} icon={<LogOut size={16} aria-hidden />} />
    </form>
  )
}
