import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function AssistantsLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="assistants">{children}</WithMessages>
}
