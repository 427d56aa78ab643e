import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function CapsuleLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="shared">{children}</WithMessages>
}
