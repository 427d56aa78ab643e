'use client'

import { useTranslations } from 'next-intl'
import { usePathname } from 'next/navigation'
import { useConnection } from '@/components/connection/connection-context'
import { useConnectionName } from '@/components/connection/use-connection-name'
import { connectionsPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { Menu } from '@/components/ui/menu'
import { Plug } from './icons'

/**
 * Which backend the pages are about. Another one shows the same place. On a phone there is room for one name beside it,
 * and what the model is called says more.
 */
export function ConnectionMenu() {
  const t = useTranslations('shell')
  const { info, connections } = useConnection()
  const nameOf = useConnectionName()
  const [, first, second] = usePathname().split('/')
  const place = first === info.id ? second : undefined
  const go = useGo()
  return (
    <Menu
      label={t('connection')}
      className="max-w-full px-2 text-row font-medium"
      items={[
        ...connections.map((each) => ({
          label: nameOf(each),
          checked: each.id === info.id,
          onSelect: () => go(`/${encodeURIComponent(each.id)}${place ? `/${place}` : ''}`),
        })),
        { label: t('manage_connections'), href: connectionsPath },
      ]}
    >
      <Plug size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="truncate max-[30rem]:hidden">{nameOf(info)}</span>
    </Menu>
  )
}
