import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { accessOf } from '@/components/names/access-of'
import { keysPath } from '@/components/routing/paths'
import type { Session } from '@/lib/protocol/people'
import { Lock } from './server-icons'

/** Says why buttons are missing, to who may not do everything here. Drawn on the server. */
export async function AccessSign({ session }: { readonly session: Pick<Session, 'scopes'> }) {
  const t = await getTranslations('people.access')
  const may = accessOf(session.scopes)
  if (!may) return null
  return (
    <Link
      prefetch={false}
      href={keysPath}
      title={t(`${may}.hint`)}
      aria-label={`${t(`${may}.name`)}. ${t(`${may}.hint`)}`}
      className="touch flex h-8 max-w-full min-w-8 items-center gap-1.5 rounded-field px-2 text-row hover:bg-sunken"
    >
      <Lock size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="truncate max-[30rem]:hidden">{t(`${may}.name`)}</span>
    </Link>
  )
}
