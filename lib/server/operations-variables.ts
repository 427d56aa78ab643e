// How the process is operated: what it says of itself, to whom, and how much it keeps.
import * as z from 'zod'

const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}.`
  return z
    .string()
    .regex(/^\d{1,16}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
}

const isCollector = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

export const operationsVariables = {
  LOG_FORMAT: z.enum(['json', 'text'], 'must be json or text.').default('text'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 plain ASCII characters and no spaces.')
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isCollector, 'must be the http:// or https:// address of a collector, such as http://127.0.0.1:4318.')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('assistants-playground'),
  OTEL_CAPTURE_CONTENT: z
    .enum(['0', '1'], 'must be 0 or 1.')
    .default('0')
    .transform((value) => value === '1'),
  KEEP_THREADS_DAYS: wholeNumber(1, 3_650).optional(),
  KEEP_LABEL: z.string().trim().max(64, 'must have at most 64 characters.').default('keep'),
  MAX_DATA_BYTES: wholeNumber(1024 ** 2, 1024 ** 5).optional(),
}
