import * as z from 'zod'
import { count, listOf, listParams, maybe, orOther, pageOf, requiredId, text } from './field'
import { lastErrorSchema, statusSchema, statusWords, toolCallSchema } from './run'

export const listStepsParams = z.object({ thread_id: requiredId, run_id: requiredId, ...listParams })
export type ListStepsParams = z.input<typeof listStepsParams>

/** A step's id counts from `step-1` within its run. */
export const stepIdParams = z.object({ thread_id: requiredId, run_id: requiredId, step_id: requiredId })
export type StepIdParams = z.input<typeof stepIdParams>

const stepDetailsSchema = z.looseObject({
  type: text,
  message_creation: maybe(z.looseObject({ message_id: text })),
  action_info: maybe(z.looseObject({ toolName: text, actionName: text, actionContent: text })),
  tool_calls: listOf(toolCallSchema),
  tool_info: listOf(z.looseObject({ type: text, name: text, arguments: text, output: text })),
})

const fields = z
  .looseObject({
    id: text,
    object: text,
    assistant_id: text,
    thread_id: text,
    run_id: text,
    status: statusSchema,
    other_status: z.string().nullish(),
    type: text,
    step_details: maybe(stepDetailsSchema),
    step_datail: maybe(stepDetailsSchema),
    step_detail: maybe(stepDetailsSchema),
    last_error: lastErrorSchema,
    created_at: count,
    started_at: count,
    expired_at: count,
    cancelled_at: count,
    failed_at: count,
    completed_at: count,
  })
  .transform((step) => {
    const details = step.step_details ?? step.step_datail ?? step.step_detail
    return { ...step, step_details: details, step_datail: details }
  })

/**
 * A step. What it did reads both `step_details` and, as the Python SDK spells it, `step_datail`: the same object,
 * under whichever name it was sent. Times are Unix milliseconds, 0 for what has not happened; recorded steps were
 * created after they completed.
 */
export const runStepSchema = z.preprocess(orOther('status', statusWords), fields)
export type RunStep = z.output<typeof runStepSchema>

export const runStepPage = pageOf(runStepSchema)
