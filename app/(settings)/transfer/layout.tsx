import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function TransferLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="transfer">{children}</WithMessages>
}
