import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'

/** Whether a run is complete whose request says that the model has to call a tool, and it called none. */
export const isWithoutCall = ({ status, tool_choice }: Run, steps: readonly Step[]) =>
  status === 'completed' &&
  (tool_choice === 'required' || (typeof tool_choice === 'object' && tool_choice !== null)) &&
  steps.length > 0 &&
  steps.every(({ type }) => type !== 'tool_calls')
