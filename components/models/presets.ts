interface Preset {
  /** As its provider is called everywhere. */
  readonly name: string
  readonly url: string
  readonly needsKey: boolean
}

/** Where well-known endpoints answer. `{resource}` is for the user to put in. */
export const presets = [
  { name: 'OpenAI', url: 'https://api.openai.com/v1', needsKey: true },
  { name: 'Azure OpenAI', url: 'https://{resource}.openai.azure.com/openai/v1', needsKey: true },
  { name: 'Anthropic', url: 'https://api.anthropic.com/v1', needsKey: true },
  { name: 'Google Gemini', url: 'https://generativelanguage.googleapis.com/v1beta/openai', needsKey: true },
  { name: 'DeepSeek', url: 'https://api.deepseek.com/v1', needsKey: true },
  { name: 'Baidu Qianfan', url: 'https://qianfan.baidubce.com/v2', needsKey: true },
  { name: 'Alibaba DashScope', url: 'https://dashscope.aliyuncs.com/compatible-mode/v1', needsKey: true },
  { name: 'Ollama', url: 'http://127.0.0.1:11434/v1', needsKey: false },
  { name: 'vLLM', url: 'http://127.0.0.1:8000/v1', needsKey: false },
  { name: 'LM Studio', url: 'http://127.0.0.1:1234/v1', needsKey: false },
  { name: 'llama.cpp', url: 'http://127.0.0.1:8080/v1', needsKey: false },
] as const satisfies readonly Preset[]

/** Filled in where the address has the provider's own name for the user's resource. */
export const hasPlaceholder = (url: string) => url.includes('{resource}')
