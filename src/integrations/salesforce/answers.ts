import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What is used of Salesforce's answers, and no more. */
export const answers = {
  /** The fields of a record; what is nested (`attributes`) is left out. */
  records: z.object({ records: z.array(z.looseObject({ Id: z.string() })) }),
  value,
  upserted: z.object({ id: z.string(), success: z.literal(true), created: z.boolean() }),
  described: z.object({
    fields: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        length: z.number(),
        createable: z.boolean(),
        updateable: z.boolean(),
        externalId: z.boolean(),
        picklistValues: z.array(z.object({ value: z.string(), active: z.boolean() })).nullish(),
      }),
    ),
  }),
  token: z.object({ access_token: z.string().min(1) }),
};
