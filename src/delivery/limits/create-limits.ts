// The limits of a process, with the settings of its operator.
import type { Clock } from '../../schedule/clock.ts'
import { type DeliverySettings, deliverySettingsSchema } from '../settings.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { createRequests, type Requests } from './requests.ts'
import { createUploadBudget } from './upload-budget.ts'

const MAX_UPLOAD_BYTES = 32 * 1024 * 1024

export function createLimits(settings: Partial<DeliverySettings>, clock: Clock): Requests {
  const { requestsPerSecond, invalidRequestBudget } = deliverySettingsSchema.parse(settings)
  return createRequests({
    rateLimiter: createRateLimiter(requestsPerSecond),
    circuitBreaker: createCircuitBreaker(invalidRequestBudget),
    uploads: createUploadBudget(MAX_UPLOAD_BYTES),
    clock,
  })
}
