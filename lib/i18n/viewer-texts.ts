// All texts that a shared file may show, in both languages: it can ask nobody for more.
import capsuleEn from '@/messages/en/capsule.json'
import commonEn from '@/messages/en/common.json'
import errorsEn from '@/messages/en/errors.json'
import inspectorEn from '@/messages/en/inspector.json'
import runsEn from '@/messages/en/runs.json'
import statusEn from '@/messages/en/status.json'
import threadEn from '@/messages/en/thread.json'
import capsuleZh from '@/messages/zh-CN/capsule.json'
import commonZh from '@/messages/zh-CN/common.json'
import errorsZh from '@/messages/zh-CN/errors.json'
import inspectorZh from '@/messages/zh-CN/inspector.json'
import runsZh from '@/messages/zh-CN/runs.json'
import statusZh from '@/messages/zh-CN/status.json'
import threadZh from '@/messages/zh-CN/thread.json'
import type { Messages } from './catalogue-en'
import type { Locale } from './locale'

export const viewerTexts: Readonly<Record<Locale, Partial<Messages>>> = {
  en: {
    capsule: capsuleEn,
    common: commonEn,
    errors: errorsEn,
    inspector: inspectorEn,
    runs: runsEn,
    status: statusEn,
    thread: threadEn,
  },
  'zh-CN': {
    capsule: capsuleZh,
    common: commonZh,
    errors: errorsZh,
    inspector: inspectorZh,
    runs: runsZh,
    status: statusZh,
    thread: threadZh,
  },
}
