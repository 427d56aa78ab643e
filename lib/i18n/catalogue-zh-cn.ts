import assistants from '@/messages/zh-CN/assistants.json'
import capsule from '@/messages/zh-CN/capsule.json'
import common from '@/messages/zh-CN/common.json'
import comparison from '@/messages/zh-CN/comparison.json'
import connections from '@/messages/zh-CN/connections.json'
import demos from '@/messages/zh-CN/demos.json'
import errors from '@/messages/zh-CN/errors.json'
import files from '@/messages/zh-CN/files.json'
import findings from '@/messages/zh-CN/findings.json'
import inspector from '@/messages/zh-CN/inspector.json'
import lists from '@/messages/zh-CN/lists.json'
import mcp from '@/messages/zh-CN/mcp.json'
import models from '@/messages/zh-CN/models.json'
import overview from '@/messages/zh-CN/overview.json'
import palette from '@/messages/zh-CN/palette.json'
import people from '@/messages/zh-CN/people.json'
import present from '@/messages/zh-CN/present.json'
import replay from '@/messages/zh-CN/replay.json'
import responders from '@/messages/zh-CN/responders.json'
import runs from '@/messages/zh-CN/runs.json'
import shell from '@/messages/zh-CN/shell.json'
import shortcuts from '@/messages/zh-CN/shortcuts.json'
import status from '@/messages/zh-CN/status.json'
import templates from '@/messages/zh-CN/templates.json'
import thread from '@/messages/zh-CN/thread.json'
import threads from '@/messages/zh-CN/threads.json'
import tour from '@/messages/zh-CN/tour.json'
import transfer from '@/messages/zh-CN/transfer.json'
import stores from '@/messages/zh-CN/stores.json'
import type { Messages } from './catalogue-en'

export const zhCN: Messages = {
  common,
  status,
  errors,
  files,
  capsule,
  shell,
  overview,
  templates,
  assistants,
  threads,
  replay,
  runs,
  thread,
  inspector,
  comparison,
  findings,
  responders,
  lists,
  palette,
  people,
  shortcuts,
  connections,
  models,
  mcp,
  transfer,
  stores,
  present,
  demos,
  tour,
}
