import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import { type Permission, permissionsOf } from '@/lib/protocol/people'
import { Button } from './button'
import { IconButton } from './icon-button'
import { MenuItems } from './menu'
import { NotPermitted } from './not-permitted'
import { Permissions, Permitted } from './permissions'

const messages = await loadMessages('en')

const shownTo = (held: readonly Permission[] | undefined, children: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <Permissions value={held}>{children}</Permissions>
    </NextIntlClientProvider>,
  )

const offered = (
  <>
    <Button needs="run" id="send" />
    <IconButton needs="run" id="attach" label={messages.common.copy} icon={null} />
    <MenuItems items={[{ label: 'Open' }, { label: 'Rename', needs: 'run' }]} close={() => {}} />
    <Permitted to="manage" otherwise={<NotPermitted />}>
      <form id="settings" />
    </Permitted>
  </>
)

it('offers what is permitted, and says where a form is not', () => {
  const reader = shownTo(['read'], offered)
  expect(reader).not.toMatch(/send|attach|Rename|settings/)
  expect(reader).toContain('Open')
  expect(reader).toContain(messages.errors.forbidden.next)
  expect(shownTo(['read', 'run'], offered)).toMatch(/send.*attach.*Rename/s)
  expect(shownTo(['read', 'manage'], offered)).toContain('settings')
})

it('offers everything where nobody has said what is permitted: the server refuses what it must', () => {
  expect(shownTo(undefined, offered)).toMatch(/send.*attach.*Rename.*settings/s)
})

it('tells managing all projects from managing one', () => {
  expect(permissionsOf({ scopes: ['read', 'manage'], everywhere: [] })).toEqual(['read', 'manage'])
  expect(permissionsOf({ scopes: ['read', 'manage'], everywhere: ['manage'] })).toContain('manage_all')
})
