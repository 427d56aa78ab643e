import type { ReactNode } from 'react'
import { WithMessages } from '../../with-messages'

export default function FilesLayout({ children }: { readonly children: ReactNode }) {
  return <WithMessages section="files">{children}</WithMessages>
}
