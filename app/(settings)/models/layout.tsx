import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function ModelsLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="models">{children}</WithMessages>
}
