import { chatAdaptations } from './chat-adaptations'
import { readAnswer } from './chat-reader'
import { toChatRequest, type ChatRequest } from './chat-request'
import type { ModelApi } from '../remote/model-api'

/** What OpenAI, Azure, Ollama, vLLM, llama.cpp, DeepSeek, Qianfan and others speak. */
export const chatCompletions: ModelApi<ChatRequest> = {
  path: '/chat/completions',
  toRequest: toChatRequest,
  readAnswer,
  adaptations: chatAdaptations,
}
