import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function KeysLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="keys">{children}</WithMessages>
}
