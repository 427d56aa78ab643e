// All texts that a shared file may show, in both languages: it can ask nobody for more.
import { json as jsonEn } from '@/messages/en/assistants.json'
import capsuleEn from '@/messages/en/capsule.json'
import commonEn from '@/messages/en/common.json'
import errorsEn from '@/messages/en/errors.json'
import inspectorEn from '@/messages/en/inspector.json'
import listsEn from '@/messages/en/lists.json'
import replayEn from '@/messages/en/replay.json'
import shellEn from '@/messages/en/shell.json'
import statusEn from '@/messages/en/status.json'
import threadEn from '@/messages/en/thread.json'
import { json as jsonZh } from '@/messages/zh-CN/assistants.json'
import capsuleZh from '@/messages/zh-CN/capsule.json'
import commonZh from '@/messages/zh-CN/common.json'
import errorsZh from '@/messages/zh-CN/errors.json'
import inspectorZh from '@/messages/zh-CN/inspector.json'
import listsZh from '@/messages/zh-CN/lists.json'
import replayZh from '@/messages/zh-CN/replay.json'
import shellZh from '@/messages/zh-CN/shell.json'
import statusZh from '@/messages/zh-CN/status.json'
import threadZh from '@/messages/zh-CN/thread.json'
import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

/** Of how assistants are edited only what JSON is, which is said of broken JSON anywhere. */
const onlyJson = (json: Messages['assistants']['json']) => ({ json }) as Messages['assistants']

export const viewerTexts: Readonly<Record<Locale, Partial<Messages>>> = {
  en: {
    assistants: onlyJson(jsonEn),
    capsule: capsuleEn,
    common: commonEn,
    errors: errorsEn,
    inspector: inspectorEn,
    lists: listsEn,
    replay: replayEn,
    shell: shellEn,
    status: statusEn,
    thread: threadEn,
  },
  'zh-CN': {
    assistants: onlyJson(jsonZh),
    capsule: capsuleZh,
    common: commonZh,
    errors: errorsZh,
    inspector: inspectorZh,
    lists: listsZh,
    replay: replayZh,
    shell: shellZh,
    status: statusZh,
    thread: threadZh,
  },
}
