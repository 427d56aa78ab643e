// The catalogue: a namespace a file.
import assistants from '@/messages/en/assistants.json'
import capsule from '@/messages/en/capsule.json'
import common from '@/messages/en/common.json'
import comparison from '@/messages/en/comparison.json'
import connections from '@/messages/en/connections.json'
import demos from '@/messages/en/demos.json'
import errors from '@/messages/en/errors.json'
import files from '@/messages/en/files.json'
import findings from '@/messages/en/findings.json'
import inspector from '@/messages/en/inspector.json'
import lists from '@/messages/en/lists.json'
import mcp from '@/messages/en/mcp.json'
import models from '@/messages/en/models.json'
import overview from '@/messages/en/overview.json'
import palette from '@/messages/en/palette.json'
import people from '@/messages/en/people.json'
import present from '@/messages/en/present.json'
import replay from '@/messages/en/replay.json'
import responders from '@/messages/en/responders.json'
import runs from '@/messages/en/runs.json'
import shell from '@/messages/en/shell.json'
import shortcuts from '@/messages/en/shortcuts.json'
import status from '@/messages/en/status.json'
import templates from '@/messages/en/templates.json'
import thread from '@/messages/en/thread.json'
import threads from '@/messages/en/threads.json'
import tour from '@/messages/en/tour.json'
import transfer from '@/messages/en/transfer.json'
import stores from '@/messages/en/stores.json'

export const en = {
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

/** All texts by namespace. A language that lacks one does not compile. */
export type Messages = typeof en
