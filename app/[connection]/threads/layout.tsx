import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function ThreadsLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="threads">{children}</WithMessages>
}
