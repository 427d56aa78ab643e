import type { ModelApi } from '../remote/model-api'
import { responsesAdaptations } from './responses-adaptations'
import { readResponse } from './responses-reader'
import { toResponsesRequest, type ResponsesRequest } from './responses-request'

/** OpenAI's Responses API, which some models have only, and others beside chat completions. */
export const responses: ModelApi<ResponsesRequest> = {
  path: '/responses',
  toRequest: toResponsesRequest,
  readAnswer: readResponse,
  adaptations: responsesAdaptations,
}
