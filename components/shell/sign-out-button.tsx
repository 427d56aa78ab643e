'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useAction } from '@/components/actions/use-action'
import { forgetKept } from '@/components/kept/kept-in-tab'
import { IconButton } from '@/components/ui/icon-button'
import { LogOut } from './icons'

/** Ends this browser's session. Props: name = of who signed in, where it is not the owner. */
export function SignOutButton({ name }: { readonly name: string | undefined }) {
  const t = useTranslations('shell')
  const label = name === undefined ? t('sign_out') : t('sign_out_of', { name })
  const form = useRef<HTMLFormElement>(null)
  useAction({ id: 'sign-out', label, everywhere: true, run: () => form.current?.requestSubmit() })
  return (
    <form ref={form} method="post" action="/logout" onSubmit={forgetKept}>
      <IconButton type="submit" label={label} icon={<LogOut size={16} aria-hidden />} />
    </form>
  )
}
