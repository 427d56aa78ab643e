import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function VectorStoresLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="stores">{children}</WithMessages>
}
