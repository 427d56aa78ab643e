// The script of a shared file: reads what lies in the document, and draws it.
import { createRoot } from 'react-dom/client'
import { bringTable } from '@/components/actions/bring-table'
import { CapsuleError, type OpenCapsule } from '@/lib/capsule/capsule'
import { readCapsule } from '@/lib/capsule/read-capsule'
import { FileApp } from './file-app'

function opened(): { readonly capsule: OpenCapsule } | { readonly problem: CapsuleError['problem'] } {
  try {
    return { capsule: readCapsule(document.getElementById('capsule')?.textContent ?? '') }
  } catch (error) {
    if (!(error instanceof CapsuleError)) throw error
    return { problem: error.problem }
  }
}

bringTable()
const place = document.getElementById('app')
if (place) createRoot(place).render(<FileApp opened={opened()} />)
