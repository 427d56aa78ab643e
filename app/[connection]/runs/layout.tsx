import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function RunsLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="runs">{children}</WithMessages>
}
