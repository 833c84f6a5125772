import express from 'express';
import { AppError } from '../../core/index.ts';

/** Reads a form that a browser posts. The console's longest field is a reason. */
export const parseForm: express.RequestHandler = express.urlencoded({
  extended: false,
  limit: '16kb',
  parameterLimit: 20,
});

export const tooLargeForm =
  'This form holds more than any form of this console takes, so nothing was changed. Go back and write less.';

export function readForm(request: express.Request): Record<string, unknown> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

export const staleForm = (): AppError =>
  new AppError(
    'request.expired',
    'This form belongs to an earlier sign-in, so nothing was changed. Load the page again and repeat what you did.',
  );
