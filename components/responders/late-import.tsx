import { lateDialog } from '@/components/late/late'
import { inEach, inWords } from './late-in-words'

/** Functions from MCP servers and OpenAPI documents, with its words. Props: see `ImportDialog`. */
export const ImportDialog = inEach({
  en: lateDialog(() =>
    inWords(
      'en',
      import('./import-dialog').then((file) => file.ImportDialog),
    ),
  ),
  'zh-CN': lateDialog(() =>
    inWords(
      'zh-CN',
      import('./import-dialog').then((file) => file.ImportDialog),
    ),
  ),
})
