import { expect, it } from 'vitest'
import { weatherProof } from '../delivery/support/weather.ts'

it('a hundred and fifty random schedules of outcomes, restarts and passing time deliver everything once', async () => {
  await expect(weatherProof(150)).resolves.toBeUndefined()
})
