// What the npm package exports; within the project each is imported from its own file.
export { createAppBuilder, type AppBuilder, type AppBuilderOptions } from './create-appbuilder'
export type { CallOptions } from './transport'
export type { Timeouts } from './timeouts'
export {
  AppBuilderAnswerError,
  AppBuilderCallbackError,
  AppBuilderConnectionError,
  AppBuilderError,
  AppBuilderHttpError,
  AppBuilderInputError,
  AppBuilderNullError,
  AppBuilderServerError,
  AppBuilderStreamError,
  AppBuilderTimeoutError,
} from './error'
export { AssistantEventHandler } from './assistant-event-handler'
export { AssistantStreamManager } from './assistant-stream-manager'
export { StreamRunContext } from './stream-run-context'
export type { Download, UploadParams } from './files'
export type { ListCall } from './list-call'
export type { RunStream } from './read-run-events'
export type { AppBuilderAssistant, CreateAssistantParams, UpdateAssistantParams } from './assistant'
export type { CreateMessageParams, CreateThreadParams, UpdateMessageParams } from './thread'
export type { AppBuilderToolCall, RunParams, RunResult } from './run'
export type { RunStep } from './step'
export type { SubmitToolOutputsParams } from './tool-output'
export type {
  StreamRunEvent,
  StreamRunFrame,
  StreamRunMessage,
  StreamRunStatus,
  StreamRunStatusOf,
  StreamRunUnknown,
} from './stream-event'
