import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MoreMessages } from '@/components/shell/more-messages'
import { messageText } from '@/lib/i18n/message-text'
import { sectionMessages, type Section } from '@/lib/i18n/page-messages'

interface WithMessagesProps {
  readonly section: Section
  readonly children: ReactNode
}

/** Brings the texts of a section to its pages. */
export async function WithMessages({ section, children }: WithMessagesProps) {
  return <MoreMessages text={messageText(await getMessages(), sectionMessages[section])}>{children}</MoreMessages>
}
