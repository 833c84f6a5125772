import type express from 'express';
import { type DrawnPicture, imagesOf, type RunNames, type Standing, tell, textOf } from '../../calling/index.ts';
import { AppError, type Capability, isErrorCode, type Principal, type Reply, type RunView } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { sendProblem } from './problem.ts';

/** What a request came to, as every answer but a problem has it. */
export interface Answer {
  status: Standing['status'];
  /** For a person, as CommonMark. */
  text: string;
  output?: Record<string, unknown>;
  run?: number;
  /** Where to see later how it ended. */
  url?: string;
  message?: string;
  /** Where a person decides. */
  approveAt?: string;
  pictures?: readonly (Pick<DrawnPicture, 'title' | 'alt'> & Partial<DrawnPicture>)[];
}

export interface Asked {
  principal: Principal;
  correlation: string;
  /** Pictures are wanted as PNG, and not only in words. */
  wantsPictures: boolean;
}

export const runPath = (number: number): string => `/v1/runs/${number}`;

export const namesAt = (publicUrl: string): RunNames => ({
  uriOf: (number) => publicUrl + runPath(number),
  fetchLater: (number) => `To see later how it ended, get ${publicUrl}${runPath(number)}.`,
});

async function picturesOf(services: Services, pictures: Reply['pictures'], { wantsPictures }: Asked) {
  if (!pictures || pictures.length === 0) return {};
  if (!wantsPictures) return { pictures: pictures.map(({ title, alt }) => ({ title, alt })) };
  return { pictures: await imagesOf(services, pictures, services.log) };
}

/** What a capability that only looks came to. */
export async function answerOfLook(
  services: Services,
  capability: Capability,
  output: Record<string, unknown>,
  asked: Asked,
): Promise<Answer> {
  const presented = capability.present(output);
  return {
    status: 'done',
    text: textOf(presented),
    output,
    ...(await picturesOf(services, presented.pictures, asked)),
  };
}

/** How a run stands. */
export async function answerOfRun(services: Services, run: RunView, asked: Asked): Promise<Answer> {
  const { standing, text, pictures } = await tell(services, asked.principal, run, namesAt(services.publicUrl));
  const { uri, ...stands } = standing;
  return { ...stands, text, url: uri, ...(await picturesOf(services, pictures, asked)) };
}

const errorOf = ({ outcome }: RunView, message: string): AppError =>
  new AppError(outcome?.code !== undefined && isErrorCode(outcome.code) ? outcome.code : 'internal', message);

/** What was just accepted: done, refused after all, or going on, and where to look then. */
export function sendRun(response: express.Response, run: RunView, answer: Answer): void {
  const { status, message, text, ...more } = answer;
  response.set('Location', runPath(run.number));
  if (status === 'refused' || status === 'failed') {
    sendProblem(response, errorOf(run, message ?? text), { ...more, text });
  } else {
    response.status(status === 'done' ? 200 : 202).json(answer);
  }
}
