import type { Run } from '@/lib/protocol/run'
import type { ToolResources } from '@/lib/protocol/tool'
import type { Store } from '@/lib/backend/store/store'

interface RunResources {
  readonly ofAssistant: ToolResources
  readonly ofThread: ToolResources
}

/** What the tools of a run have to work with, as the assistant and the thread stand now; an assistant may be gone. */
export async function resourcesOf(store: Store, run: Run): Promise<RunResources> {
  const [assistant, thread] = await Promise.all([
    store.assistants.get(run.assistant_id),
    store.threads.get(run.thread_id),
  ])
  return { ofAssistant: assistant?.tool_resources ?? {}, ofThread: thread?.tool_resources ?? {} }
}
