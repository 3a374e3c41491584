import { z } from 'zod'

/**
 * Shorthands for the schemas of answers. Vendors leave fields out, send null for them, and add new ones: everything
 * that is not an identity is optional, and objects keep what they do not know.
 */
export const text = () => z.string().nullish()
export const number = () => z.number().nullish()
export const flag = () => z.boolean().nullish()
/** For fields that a manual types in one way and its own sample shows in another. */
export const scalar = () => z.union([z.string(), z.number(), z.boolean()]).nullish()
/** A list that a vendor may leave out or send as null when it is empty. */
export const list = <S extends z.ZodType>(item: S) => z.array(item).nullish()
export const object = <S extends z.ZodRawShape>(shape: S) => z.looseObject(shape)
