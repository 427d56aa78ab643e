import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MoreMessages } from '@/components/shell/more-messages'
import { pickMessages } from '@/lib/i18n/merge-messages'
import { sectionMessages, type Section } from '@/lib/i18n/page-messages'

interface WithMessagesProps {
  readonly section: Section
  readonly children: ReactNode
}

/** Brings the texts of a section to its pages. */
export async function WithMessages({ section, children }: WithMessagesProps) {
  return <MoreMessages messages={pickMessages(await getMessages(), sectionMessages[section])}>{children}</MoreMessages>
}
