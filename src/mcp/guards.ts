import { hostHeaderValidation, originValidation, requireBearerAuth } from '@modelcontextprotocol/express';
import {
  bearerAuthChallengeResponse,
  OAuthError,
  OAuthErrorCode,
  type OAuthTokenVerifier,
} from '@modelcontextprotocol/server';
import express from 'express';
import { hasTokenInAddress, isTooDeep, maxBody, maxDepth, tokenInAddress } from '../calling/index.ts';
import { isAppError } from '../core/index.ts';
import type { Attempts } from '../platform/attempts.ts';

export interface GuardOptions {
  /** Bare host names; `[::1]` in brackets. */
  hosts: readonly string[];
  verifier: OAuthTokenVerifier;
  resourceMetadataUrl: string;
  attempts: Attempts;
}

/** Batches exist in the oldest protocol versions only; each entry is a call of its own. */
export const maxBatch = 20;

/** An answer in the protocol's own form, without a request to name. */
export function answerError(response: express.Response, status: number, code: number, message: string): void {
  response.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}

function refuseTokenInAddress(resourceMetadataUrl: string): express.RequestHandler {
  const error = new OAuthError(OAuthErrorCode.InvalidToken, tokenInAddress);
  const challenge = bearerAuthChallengeResponse(error, { resourceMetadataUrl }).headers.get('WWW-Authenticate');
  return (request, response, next) => {
    if (!hasTokenInAddress(request.query)) return next();
    response
      .set('WWW-Authenticate', challenge ?? 'Bearer')
      .status(401)
      .json(error.toResponseObject());
  };
}

/** Host and Origin keep pages of strangers out; only then is the token looked at, and only then the body. */
export const createGuards = ({
  hosts,
  verifier,
  resourceMetadataUrl,
  attempts,
}: GuardOptions): express.RequestHandler[] => [
  hostHeaderValidation([...hosts]),
  originValidation([...hosts]),
  refuseTokenInAddress(resourceMetadataUrl),
  attempts.tokens,
  requireBearerAuth({ verifier, resourceMetadataUrl }),
];

const checkShape: express.RequestHandler = (request, response, next) => {
  const body: unknown = request.body;
  if (body === undefined) return answerError(response, 415, -32000, 'Send a body of the type application/json.');
  if (isTooDeep(body))
    return answerError(response, 400, -32600, `The request is nested deeper than ${maxDepth} levels.`);
  if (Array.isArray(body) && body.length > maxBatch)
    return answerError(response, 400, -32600, `A batch holds ${maxBatch} messages at the most.`);
  next();
};

/** Reads the body of a request whose sender is known. */
export const readBody: readonly express.RequestHandler[] = [express.json({ limit: maxBody }), checkShape];

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;

/** What the body parser refuses, said in the protocol's form. Everything else is for the server's own handler. */
export const answerBodyErrors: express.ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (isAppError(error) && error.code === 'request.too-many')
    return answerError(response, error.status, -32000, error.message);
  const status = statusOf(error);
  if (status === 413) return answerError(response, 413, -32600, `A request holds ${maxBody} at the most.`);
  if (status >= 400 && status < 500) return answerError(response, status, -32700, 'Parse error: the body is no JSON.');
  next(error);
};
