import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function ConnectionsLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="connections">{children}</WithMessages>
}
