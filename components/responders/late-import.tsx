import { lateDialog } from '@/components/late/late'
import { inEachLocale, withTexts } from '@/components/late/with-texts'
import { responderTexts } from '@/lib/i18n/responder-texts'
import type { ImportDialog as Part } from './import-dialog'

const part = (file: { readonly ImportDialog: typeof Part }) => file.ImportDialog

/** Functions from MCP servers and OpenAPI documents, with its words. Props: see `ImportDialog`. */
export const ImportDialog = inEachLocale({
  en: lateDialog(() => withTexts(import('./import-dialog').then(part), responderTexts.en())),
  'zh-CN': lateDialog(() => withTexts(import('./import-dialog').then(part), responderTexts['zh-CN']())),
})
