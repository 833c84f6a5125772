import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { Repository } from '../repository.ts';
import type { ProjectRow, State, UserRow } from '../state.ts';
import type { Workshop } from '../workshop.ts';
import { visibleProject } from './auth.ts';
import { type Paging, paginate, paginateUncounted } from './pagination.ts';
import { parameters } from './parameters.ts';

/** One authenticated request, with what every operation needs at hand. */
export interface Call {
  workshop: Workshop;
  state: State;
  user: UserRow;
  request: Request;
  response: Response;
  parameters<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>>;
  paginate<T>(paging: Paging, items: T[]): T[];
  paginateUncounted<T>(paging: Paging, items: T[]): T[];
}

export interface ProjectCall extends Call {
  project: ProjectRow;
  repository: Repository;
}

type Method = 'get' | 'post' | 'put' | 'delete';

export interface Operations {
  on(method: Method, path: string, answer: (call: Call) => unknown): void;
  /** The path continues `/projects/:id`. */
  inProject(method: Method, path: string, answer: (call: ProjectCall) => unknown): void;
}

/** Registers operations: what one returns is the JSON answer; 201 for POST and 200 otherwise, unless it says another. */
export function createOperations(router: Router, workshop: Workshop): Operations {
  const on: Operations['on'] = (method, path, answer) => {
    router[method](path, async (request, response) => {
      response.status(method === 'post' ? 201 : 200);
      const body = await answer(createCall(workshop, request, response));
      if (!response.headersSent && !response.writableEnded) response.json(body);
    });
  };
  return {
    on,
    inProject: (method, path, answer) =>
      on(method, `/projects/:id${path}`, (call) => {
        const project = visibleProject(call.state, call.user, String(call.request.params.id));
        return answer({ ...call, project, repository: workshop.repository(project) });
      }),
  };
}

function createCall(workshop: Workshop, request: Request, response: Response): Call {
  const context = { request, response, url: `${workshop.url()}/api/v4` };
  return {
    workshop,
    state: workshop.state,
    user: response.locals.user as UserRow,
    request,
    response,
    parameters: (shape) => parameters(request, shape),
    paginate: (paging, items) => paginate(context, paging, items),
    paginateUncounted: (paging, items) => paginateUncounted(context, paging, items),
  };
}
