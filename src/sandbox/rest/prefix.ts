// A body inside a body: the inner one's form errors are given with the outer field in front.
import { ApiError } from '../errors.ts'

export function under<T>(field: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof ApiError && error.errors)
      throw new ApiError(error.status, error.code, error.message, { [field]: error.errors })
    throw error
  }
}
