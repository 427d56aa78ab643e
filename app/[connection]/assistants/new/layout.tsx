import type { ReactNode } from 'react'
import { WithMessages } from '../../../with-messages'

export default function AssistantLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="assistant">{children}</WithMessages>
}
