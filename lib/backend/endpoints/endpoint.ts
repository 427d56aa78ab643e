import type { CodeInterpreterOf, ModelApiName, OfferedModel } from '@/lib/protocol/model-settings'
import type { Secrets } from '@/lib/backend/upstream-checks'

/** A model endpoint that was added on a page, with its secrets. */
export interface Endpoint extends Secrets {
  readonly id: string
  readonly name: string
  readonly api: ModelApiName
  readonly codeInterpreter: CodeInterpreterOf
  /** What stands before `/chat/completions` or `/responses`, without a slash at its end. */
  readonly url: string
  readonly models: readonly OfferedModel[]
  /** Its secrets cannot be decrypted, and are missing here. */
  readonly isLocked: boolean
}
