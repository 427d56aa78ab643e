import type { ReactNode } from 'react'
import { WithMessages } from '../../../../with-messages'

export default function ReplayLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="replay">{children}</WithMessages>
}
