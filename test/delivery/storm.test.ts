import { expect, it } from 'vitest'
import { weatherProof } from './support/weather.ts'

it('whatever happens on the way, every channel has every paper once, in order', async () => {
  await expect(weatherProof(15)).resolves.toBeUndefined()
}, 60_000)
