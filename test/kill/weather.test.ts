import { expect, it } from 'vitest'
import { weatherProof } from '../delivery/support/weather.ts'

it('four hundred random schedules of outcomes, restarts and passing time deliver everything once', async () => {
  await expect(weatherProof(400)).resolves.toBeUndefined()
})
